package org.xftp.protocol.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The engines of this machine, chosen once. */
final class CurveEngines {
    private static final Map<Curve, CurveEngine> BEST = best();

    private CurveEngines() {}

    /** The fastest for this curve. */
    static CurveEngine of(Curve curve) {
        return Objects.requireNonNull(BEST.get(curve));
    }

    private static Map<Curve, CurveEngine> best() {
        var best = new EnumMap<Curve, CurveEngine>(Curve.class);
        for (CurveEngine engine : engines()) {
            for (Curve curve : engine.curves()) {
                if (!best.containsKey(curve) && works(engine, curve)) {
                    best.put(curve, engine);
                }
            }
        }
        return best;
    }

    /** The fastest first; the last one knows and computes them all. */
    private static List<CurveEngine> engines() {
        var engines = new ArrayList<CurveEngine>();
        SodiumLibrary.FUNCTIONS.flatMap(SodiumCurves::of).ifPresent(engines::add);
        LibCrypto.FUNCTIONS.flatMap(OpenSslCurves::of).ifPresent(engines::add);
        engines.add(new BouncyCastleCurves());
        return engines;
    }

    /** Whether a library that loaded also knows this curve: some are built without. */
    private static boolean works(CurveEngine engine, Curve curve) {
        try {
            return engine instanceof BouncyCastleCurves || computes(engine, curve);
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
