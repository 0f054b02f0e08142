package dev.postern;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may depend on whom. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** What stands on the gate: accounts, keys, figures, the database that they are kept in, the store that is in it, too, and what counts for Micrometer. */
    private static final String[] SERVICE = {
        "dev.postern.account..",
        "dev.postern.analytics..",
        "dev.postern.database..",
        "dev.postern.desk..",
        "dev.postern.micrometer..",
        "dev.postern.token.jdbc.."
    };

    @Test
    void core_isThere() {
        assertTrue(CORE.contain(Postern.class) && CORE.size() > 30);
    }

    @Test
    void core_dependsOnThePlatformAndSevenLibraries_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.postern..",
                        "java.lang..",
                        "java.io",
                        "java.math",
                        "java.net",
                        "java.nio..",
                        "java.security..",
                        "java.sql",
                        "java.text",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "javax.sql",
                        "com.github.benmanes.caffeine.cache..",
                        "com.sanctionco.jmail..",
                        "org.bouncycastle.crypto..",
                        "io.github.bucket4j..",
                        "io.micrometer.core.instrument..",
                        "redis.clients.jedis..",
                        "org.jspecify.annotations..")
                .check(CORE);
    }

    @Test
    void core_hasNoServletNoJacksonAndNoDesktop() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "javax.servlet..",
                        "com.fasterxml..",
                        "java.awt..",
                        "javax.swing..",
                        "java.beans..",
                        "javax.imageio..")
                .check(CORE);
    }

    @Test
    void onlyTheServiceSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SERVICE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(CORE);
    }

    /** They are optional: who has no accounts has them not. */
    @Test
    void onlyAddressesAndPasswords_needTheLibrariesForThem() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.postern\\.account\\.(EmailAddress|Argon2)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sanctionco..", "org.bouncycastle..")
                .check(CORE);
    }

    /** It is optional, too. */
    @Test
    void onlyTheStoreInRedis_needsItsClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern.token.redis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("redis..")
                .check(CORE);
    }

    /** And so is Micrometer. */
    @Test
    void onlyWhatCountsForMicrometer_needsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern.micrometer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(CORE);
    }

    @Test
    void theGate_knowsNothingOfTheService() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SERVICE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICE)
                .check(CORE);
    }

    /**
     * The one cycle that is allowed: {@link Difficulty} and {@link Audience} stand beside the facade because callers see them,
     * and families, seals and scores speak of them. They depend on nothing. Without them packages are free of cycles.
     */
    @Test
    void packages_areFreeOfCycles_butForTheTwoWordsThatAllOfThemSpeak() {
        slices().matching("dev.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), belongToAnyOf(Difficulty.class, Audience.class))
                .check(CORE);
    }

    @Test
    void theTwoWords_dependOnNothingOfOurs() {
        for (Class<?> word : new Class<?>[] {Difficulty.class, Audience.class}) {
            Set<String> used = new TreeSet<>();
            CORE.get(word).getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("dev.postern"))
                    .filter(target -> !target.isEquivalentTo(word))
                    .map(JavaClass::getName)
                    .forEach(used::add);
            assertEquals(Set.of(), used);
        }
    }

    @Test
    void innerPackages_knowOfTheFacadeTheTwoWordsAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.postern.*..")
                .and()
                .resideOutsideOfPackages(SERVICE)
                .should()
                .dependOnClassesThat(new com.tngtech.archunit.base.DescribedPredicate<>("are of the facade") {
                    @Override
                    public boolean test(JavaClass target) {
                        return target.getPackageName().equals("dev.postern")
                                && !target.isEquivalentTo(Difficulty.class)
                                && !target.isEquivalentTo(Audience.class);
                    }
                })
                .check(CORE);
    }

    @Test
    void stores_knowNothingOfSealsScoresAndFamilies() {
        classes()
                .that()
                .resideInAPackage("dev.postern.token..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.postern", "dev.postern.seal..", "dev.postern.score..", "dev.postern.challenge..")
                .check(CORE);
    }

    @Test
    void limits_knowNothingElseOfOurs() {
        classes()
                .that()
                .resideInAPackage("dev.postern.limit..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.postern",
                        "dev.postern.seal..",
                        "dev.postern.score..",
                        "dev.postern.challenge..",
                        "dev.postern.token..")
                .check(CORE);
    }

    @Test
    void onlyTheFacadeMakesVerifications() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.postern")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Verification.class)
                .check(CORE);
        assertTrue(CORE.get(Verification.class).getConstructors().stream()
                .noneMatch(constructor -> constructor.getModifiers().stream()
                        .anyMatch(modifier -> modifier.name().equals("PUBLIC")
                                || modifier.name().equals("PROTECTED"))));
    }

    @Test
    void nothing_printsOrReadsTheClockOfThisMachineByItself() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Command") // those are run from a shell
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CORE);
    }

    @Test
    void everyPackage_isNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        JavaPackage base = CORE.getPackage("dev.postern");
        Set<JavaPackage> packages = new java.util.HashSet<>(base.getSubpackagesInTree());
        packages.add(base);
        for (JavaPackage each : packages) {
            if (!each.getClasses().isEmpty() && !each.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(each.getName());
            }
        }
        assertEquals(Set.of(), unmarked);
        assertTrue(packages.size() >= 6);
    }
}
