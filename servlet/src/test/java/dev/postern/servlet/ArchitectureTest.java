package dev.postern.servlet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How the servlet module is layered, and what of it is public. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
    private static final String ACCESS_TOKENS = ".*\\.(AccessTokens(\\$.*)?|EvaluationCommand)";
    private static final String FOR_SPRING =
            "dev\\.postern\\.servlet\\.(PosternAutoConfiguration|SpringSettings|SpringFailureAnalyzer)(\\$.*)?";

    private JavaClasses all = new ClassFileImporter().importClasses();
    private Set<String> exportedByCore = Set.of();

    @BeforeAll
    void read() throws IOException {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.postern");
        exportedByCore = exports("dev.postern.core");
    }

    @Test
    void itUsesOnlyWhatCoreExports() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.servlet..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.postern..")
                        .and(describe(
                                "are not exported by core",
                                c -> !exportedByCore.contains(c.getPackageName())
                                        && !c.getPackageName().startsWith("dev.postern.servlet"))))
                .check(all);
    }

    @Test
    void coreKnowsNeitherServletsNorJacksonNorThisModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern.servlet..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.postern.servlet..", "jakarta..", "com.fasterxml..", "java.awt.."))
                .check(all);
    }

    @Test
    void itDependsOnNothingButCoreServletsJacksonAndTheJdk_andAFewClassesOnNimbusMicrometerAndSpring() {
        classes()
                .that()
                .resideInAPackage("dev.postern.servlet..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.postern..",
                        "jakarta.servlet..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine.cache..",
                        "com.nimbusds..",
                        "io.micrometer.prometheusmetrics..",
                        "io.micrometer.core.instrument..",
                        "org.jspecify..",
                        "org.springframework..",
                        "java..",
                        "javax.naming..",
                        "javax.sql.."))
                .check(all);
        noClasses()
                .that()
                .haveNameNotMatching(ACCESS_TOKENS)
                .should()
                .dependOnClassesThat(resideInAPackage("com.nimbusds.."))
                .check(all);
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.postern\\.(micrometer\\..*|servlet\\.Prometheus)")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .check(all);
        noClasses()
                .that()
                .haveNameNotMatching(FOR_SPRING)
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(all);
    }

    @Test
    void whatAllEndpointsSpeak_knowsNoEndpoint() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.servlet.http..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.postern.servlet..")
                        .and(not(resideInAPackage("dev.postern.servlet.http.."))))
                .check(all);
    }

    @Test
    void packages_areFreeOfCycles() {
        slices().matching("dev.postern.servlet.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.postern.servlet.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.postern.servlet")
                .check(all);
    }

    @Test
    void whatIsPublic_isFewTypes() {
        Set<String> open = all.stream()
                .filter(c -> c.getPackageName().equals("dev.postern.servlet"))
                .filter(ArchitectureTest::isPublic)
                .map(c -> c.getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                new TreeSet<>(Set.of(
                        CaptchaFilter.class.getName(),
                        ConfigurationException.class.getName(),
                        Gate.class.getName(),
                        Gate.Builder.class.getName(),
                        PosternAutoConfiguration.class.getName(),
                        PosternInitializer.class.getName(),
                        PosternListener.class.getName(),
                        ProtectionRule.class.getName(),
                        Service.class.getName(),
                        Service.Builder.class.getName())),
                open);
    }

    @Test
    void everyPackage_isNullMarked() {
        Set<String> unmarked = all.stream()
                .map(c -> c.getPackage())
                .filter(p -> p.tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(p -> p.getName())
                .filter(name -> !name.isEmpty()) // that of module descriptors
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), unmarked);
    }

    @Test
    void noClassPrintsOrReadsTheClockOrDrawsChance() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.servlet..")
                .and()
                .haveNameNotMatching(ACCESS_TOKENS) // which draws secrets
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(all);
    }

    @Test
    void theModuleExportsOnePackage() throws IOException {
        assertEquals(Set.of("dev.postern.servlet"), exports("dev.postern.servlet"));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().filter(outer -> !isPublic(outer)).isEmpty();
    }

    /** The packages that this module, whose descriptor is on the class path, exports to all. */
    private static Set<String> exports(String module) throws IOException {
        for (URL url : Collections.list(ArchitectureTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream bytes = url.openStream()) {
                ModuleDescriptor descriptor = ModuleDescriptor.read(bytes);
                if (descriptor.name().equals(module)) {
                    return descriptor.exports().stream()
                            .filter(exported -> !exported.isQualified())
                            .map(ModuleDescriptor.Exports::source)
                            .collect(Collectors.toSet());
                }
            }
        }
        throw new AssertionError(module + " is not on the class path");
    }
}
