package org.xftp.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/ARCHITECTURE.md that start in this module. */
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.xftp.client");

    @Test
    void theLibraryKnowsNothingOfTheProgram() {
        noClasses().that().resideInAPackage("org.xftp.client").should().dependOnClassesThat()
                .resideInAnyPackage("org.xftp.client.cli..", "picocli..", "org.apache.commons..").check(classes);
        noClasses().that().resideInAPackage("org.xftp.client").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    @Test
    void nettyAndTlsStayInTheTransport() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "org.bouncycastle..", "org.xftp.transport.tls..",
                        "org.xftp.transport.http2..")
                .check(classes);
    }

    @Test
    void onlyTheDemoKnowsTheRelay() {
        noClasses().that().resideOutsideOfPackage("org.xftp.client.cli.demo..").should().dependOnClassesThat()
                .resideInAnyPackage("org.xftp.server..", "org.xftp.store..").check(classes);
    }

    @Test
    void onlyTheProgramItselfUsesTheProcess() {
        noClasses().that().doNotHaveSimpleName("Xftp").and().doNotHaveSimpleName("CliContext").should()
                .accessField(System.class, "out").orShould().accessField(System.class, "err").orShould()
                .callMethod(System.class, "exit", int.class).orShould().callMethod(System.class, "getenv")
                .check(classes);
    }

    @Test
    void thereIsNoStaticMutableState() {
        noFields().that().areStatic().should().notBeFinal().check(classes);
    }
}
