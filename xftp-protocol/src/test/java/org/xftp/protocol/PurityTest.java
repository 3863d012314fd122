package org.xftp.protocol;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Bytes in, values out: what this module must not know of. */
class PurityTest {
    private static final String ROOT = "org.xftp.protocol";
    private static final String NATIVE_LOADERS = ".*\\.crypto\\.(SodiumLibrary|LibCrypto)";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    private static void holds(ArchRule rule) {
        rule.check(MAIN);
    }

    @Test
    void noNetworkNoThreads() {
        holds(noClasses().should().dependOnClassesThat(resideInAnyPackage("io.netty..", "java.net..", "javax.net..",
                "java.nio.channels..", "java.util.concurrent..", "org.bouncycastle.tls..")));
        holds(noClasses().should().dependOnClassesThat().belongToAnyOf(Thread.class, Runtime.class));
    }

    @Test
    void onlyTheNativeLoadersTouchFiles() {
        holds(noClasses().that().haveNameNotMatching(NATIVE_LOADERS).should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..")));
        holds(noClasses().that().haveNameNotMatching(NATIVE_LOADERS).should().dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"));
    }

    @Test
    void onlyTheNativeEnginesCallNativeCode() {
        holds(noClasses().that().haveNameNotMatching(NATIVE_LOADERS).and()
                .haveNameNotMatching(
                        ".*\\.crypto\\.(NativeFunctions|Sodium(Engine|Curves)|OpenSsl(Digest|Random|Curves|Poly1305)|ChaCha20Poly1305).*")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.lang.foreign..")));
    }

    @Test
    void timeAndRandomnessArePassedIn() {
        holds(noClasses().should().callMethod(Instant.class, "now"));
        holds(noClasses().should().callMethod(Clock.class, "systemUTC"));
        holds(noClasses().should().callMethod(System.class, "currentTimeMillis"));
        holds(noClasses().should().callMethod(System.class, "nanoTime"));
        holds(noClasses().should().callConstructor(SecureRandom.class));
    }

    /** The module descriptor is compiled apart from the classes, so the compiler does not hold them to it. */
    @Test
    void onlyWhatTheModuleDescriptorRequiresIsUsed() {
        holds(classes().should().onlyDependOnClassesThat(resideInAnyPackage("", ROOT + "..", "java.io..", "java.lang..",
                "java.math..", "java.nio..", "java.security..", "java.text..", "java.time..", "java.util..",
                "org.jspecify..", "org.bouncycastle..", "com.fasterxml.jackson..", "org.yaml.snakeyaml..")));
    }

    @Test
    void noStateIsShared() {
        holds(noFields().that().areStatic().should().notBeFinal());
        holds(noClasses().should().beAssignableTo(ThreadLocal.class));
    }

    @Test
    void packagesDependInOneDirection() {
        holds(noClasses().that().resideInAPackage(ROOT + ".wire..").should().dependOnClassesThat(
                resideInAnyPackage(ROOT + ".crypto..", ROOT + ".command..", ROOT + ".handshake..",
                        ROOT + ".description..", ROOT + ".chat..")));
        holds(noClasses().that().resideInAPackage(ROOT + ".crypto..").should().dependOnClassesThat(
                resideInAnyPackage(ROOT + ".command..", ROOT + ".handshake..", ROOT + ".description..",
                        ROOT + ".chat..")));
        holds(noClasses().that().resideInAPackage(ROOT + ".command..").should().dependOnClassesThat(
                resideInAnyPackage(ROOT + ".handshake..", ROOT + ".description..", ROOT + ".chat..")));
    }

    @Test
    void recordsHoldNoBareArrays() {
        holds(noFields().that().areDeclaredInClassesThat().areRecords().should().haveRawType(byte[].class));
    }
}
