package org.xftp.protocol.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The engines of this machine, chosen once. */
final class CurveEngines {
    private static final CurveEngine JAVA = new BouncyCastleCurves();
    private static final Map<Curve, CurveEngine> NATIVE = choose();

    private CurveEngines() {}

    /** The fastest for this curve. */
    static CurveEngine of(Curve curve) {
        return NATIVE.getOrDefault(curve, JAVA);
    }

    private static Map<Curve, CurveEngine> choose() {
        var chosen = new EnumMap<Curve, CurveEngine>(Curve.class);
        for (CurveEngine engine : fastestFirst()) {
            for (Curve curve : engine.curves()) {
                if (!chosen.containsKey(curve) && works(engine, curve)) {
                    chosen.put(curve, engine);
                }
            }
        }
        return chosen;
    }

    private static List<CurveEngine> fastestFirst() {
        var engines = new ArrayList<CurveEngine>();
        SodiumLibrary.FUNCTIONS.flatMap(library -> library.engine(SodiumCurves::new)).ifPresent(engines::add);
        LibCrypto.FUNCTIONS.flatMap(library -> library.engine(OpenSslCurves::new)).ifPresent(engines::add);
        return engines;
    }

    /** Whether a library that loaded also knows this curve: some are built without. */
    private static boolean works(CurveEngine engine, Curve curve) {
        try {
            return computes(engine, curve);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Base points are what every implementation has in common; computing with two would make each start slower. */
    private static boolean computes(CurveEngine engine, Curve curve) {
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
