package org.xftp.protocol.crypto;

import java.util.Arrays;

/** The engine of this machine, chosen once. */
final class CurveEngines {
    static final CurveEngine BEST = best();

    private CurveEngines() {}

    private static CurveEngine best() {
        CurveEngine reference = new BouncyCastleCurves();
        return LibCrypto.FUNCTIONS.flatMap(OpenSslCurves::of).filter(CurveEngines::works).orElse(reference);
    }

    /** Whether a library that loaded also knows these curves: some are built without. */
    private static boolean works(CurveEngine engine) {
        try {
            for (Curve curve : Curve.values()) {
                if (!works(engine, curve)) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Base points are what every implementation has in common; computing with two would make each start slower. */
    private static boolean works(CurveEngine engine, Curve curve) {
        byte[] secret = new byte[curve.secretLength()];
        byte[] key = engine.publicKey(curve, secret);
        if (curve.signatureLength() == 0) {
            byte[] shared = new byte[curve.publicLength()];
            byte[] base = new byte[curve.publicLength()];
            base[0] = (byte) (curve == Curve.X25519 ? 9 : 5);
            return engine.agree(curve, secret, base, shared) && Arrays.equals(shared, key);
        }
        return engine.verify(curve, key, secret, engine.sign(curve, secret, key, secret));
    }
}
