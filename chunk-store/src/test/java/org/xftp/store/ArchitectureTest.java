package org.xftp.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/ARCHITECTURE.md within this module. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.xftp.store");

    @Test
    void nothingOfProtocolOrNetworkIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.xftp.store..", "org.sqlite..", "org.jspecify..",
                        "software.amazon.awssdk..", "javax.net.ssl..", "com.zaxxer.hikari..")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.xftp.store.s3")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "software.amazon..")
                .check(CODE);
    }

    @Test
    void theContractsKnowNoImplementation() {
        noClasses()
                .that()
                .resideInAPackage("org.xftp.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.xftp.store.sqlite", "org.xftp.store.postgres", "org.xftp.store.s3",
                        "org.xftp.store.file",
                        "org.xftp.store.disk", "java.sql..")
                .check(CODE);
    }

    @Test
    void implementationsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.xftp.store.file")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.xftp.store.sqlite", "java.sql..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("org.xftp.store.sqlite")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.xftp.store.file")
                .check(CODE);
    }
}
