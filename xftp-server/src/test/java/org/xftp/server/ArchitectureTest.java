package org.xftp.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses RELAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.xftp.server");

    @Test
    void leavesTheNetworkToTheTransport() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty..", "org.bouncycastle.tls..")
                .check(RELAY);
    }

    @Test
    void commandsKnowNeitherFilesNorSockets() {
        noClasses().that().resideInAPackage("..command..").should().dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "org.xftp.transport..",
                        "org.xftp.store.sqlite..", "org.xftp.store.file..", "org.xftp.server", "..cli..",
                        "..control..")
                .check(RELAY);
    }

    @Test
    void onlyTheTakeoverAndTwoOtherPlacesChooseTheStore() {
        classes().that().resideInAPackage("org.xftp.server..").and().doNotHaveSimpleName("StoredChunks").and()
                .doNotHaveSimpleName("BodyPlaces").and()
                .resideOutsideOfPackage("..storelog..").should()
                .onlyDependOnClassesThat().resideOutsideOfPackages("org.xftp.store.sqlite..", "org.xftp.store.file..")
                .check(RELAY);
    }

    @Test
    void theProgramIsOnlyAShell() {
        noClasses().that().resideOutsideOfPackage("..cli..").should().dependOnClassesThat()
                .resideInAnyPackage("..cli..", "picocli..").check(RELAY);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("org.xftp.server.(*)..").should().beFreeOfCycles().check(RELAY);
    }
}
