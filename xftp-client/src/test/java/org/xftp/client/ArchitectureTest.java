package org.xftp.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/ARCHITECTURE.md that start in this module. */
class ArchitectureTest {
    private static final String PROGRAM = "org.xftp.client.cli..";
    private static final String[] INTERNAL = Stream
            .of("pool", "source", "files", "journal", "transfer", "upload", "download")
            .map(room -> "org.xftp.client." + room).toArray(String[]::new);

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.xftp.client");

    @Test
    void theLibraryKnowsNothingOfTheProgram() {
        noClasses().that().resideOutsideOfPackage(PROGRAM).should().dependOnClassesThat()
                .resideInAnyPackage(PROGRAM, "picocli..", "org.apache.commons..", "com.google.zxing..")
                .check(classes);
        noClasses().that().resideOutsideOfPackage(PROGRAM).should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("org.xftp.client.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** The values of the front package may be used everywhere; what joins the rooms may not. */
    @Test
    void onlyTheEntryJoinsTheRooms() {
        noClasses().that().resideInAPackage("org.xftp.client").and().doNotHaveSimpleName("XftpClient").and()
                .doNotHaveSimpleName("XftpClientBuilder").and().doNotHaveSimpleName("UploadSource").should()
                .dependOnClassesThat().resideInAnyPackage(INTERNAL).check(classes);
        noClasses().that().resideOutsideOfPackages("org.xftp.client", PROGRAM).should().dependOnClassesThat()
                .haveSimpleNameStartingWith("XftpClientBuilder").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("org.xftp.client.XftpClient").check(classes);
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
        noClasses().that().doNotHaveSimpleName("Xftp").and().doNotHaveSimpleName("Rehearsal").and()
                .doNotHaveSimpleName("CliContext").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould()
                .callMethod(System.class, "exit", int.class).orShould().callMethod(System.class, "getenv")
                .check(classes);
    }

    @Test
    void thereIsNoStaticMutableState() {
        noFields().that().areStatic().should().notBeFinal().check(classes);
    }
}
