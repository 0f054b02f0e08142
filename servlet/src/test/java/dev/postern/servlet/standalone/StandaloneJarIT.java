package dev.postern.servlet.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands in the standalone jar, and what doesn't. */
final class StandaloneJarIT {
    @Test
    void everyClassIsPosterns_orRelocatedBelowIt() throws IOException {
        List<String> strangers = names().stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("dev/postern/"))
                .toList();

        assertEquals(List.of(), strangers);
        assertTrue(names().contains("dev/postern/shaded/jackson/databind/ObjectMapper.class"));
        assertTrue(names().contains("dev/postern/Postern.class"));
        assertTrue(names().contains("dev/postern/servlet/CaptchaFilter.class"));
    }

    @Test
    void noClassRefersToALibraryByItsOwnName() throws IOException {
        Pattern own = Pattern.compile(
                "com/(fasterxml/jackson|github/benmanes|nimbusds|sanctionco)|io/github/bucket4j|org/bouncycastle");
        List<String> unrelocated = new ArrayList<>();
        try (JarFile jar = open()) {
            for (JarEntry entry : classes(jar)) {
                String content = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                if (own.matcher(content).find()) {
                    unrelocated.add(entry.getName());
                }
            }
        }

        assertEquals(List.of(), unrelocated);
    }

    @Test
    void besidesClasses_thereAreLicencesServicesAndTheFragment_andNothingElse() throws IOException {
        Set<String> others = names().stream()
                .filter(name -> !name.endsWith(".class") && !name.endsWith("/"))
                .filter(name -> !name.startsWith("META-INF/maven/"))
                .filter(name -> !name.startsWith("dev/postern/servlet/challenge-page/"))
                .filter(name -> !name.startsWith("dev/postern/servlet/dashboard/"))
                .filter(name -> !name.startsWith("dev/postern/servlet/widget/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                new TreeSet<>(Set.of(
                        "META-INF/BouncyCastle-LICENSE",
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-ThirdParty-LICENSE",
                        "META-INF/JMail-LICENSE",
                        "META-INF/LICENSE",
                        "META-INF/MANIFEST.MF",
                        "META-INF/NOTICE",
                        "META-INF/Schubfach-LICENSE",
                        "META-INF/services/dev.postern.shaded.jackson.core.JsonFactory",
                        "META-INF/services/dev.postern.shaded.jackson.core.ObjectCodec",
                        "META-INF/services/jakarta.servlet.ServletContainerInitializer",
                        "META-INF/spring-configuration-metadata.json",
                        "META-INF/spring.factories",
                        "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
                        "META-INF/web-fragment.xml",
                        "dev/postern/challenge/digits/de.pack",
                        "dev/postern/challenge/digits/en.pack",
                        "dev/postern/challenge/digits/es.pack",
                        "dev/postern/challenge/digits/fr.pack",
                        "dev/postern/challenge/image/glyphs.txt",
                        "dev/postern/database/V0.sql",
                        "dev/postern/database/V1.sql",
                        "dev/postern/database/V2.sql",
                        "dev/postern/database/V3.sql",
                        "dev/postern/database/V4.sql",
                        "dev/postern/servlet/challenge-page.css",
                        "dev/postern/servlet/challenge-page.js",
                        "dev/postern/servlet/openapi.json")),
                others);
    }

    @Test
    void theDashboard_isInIt_withTheLicenceOfWhatItBringsAlong() throws IOException {
        for (String file :
                List.of("index.html", "dashboard.css", "dashboard.js", "uPlot.iife.min.js", "uPlot.LICENSE")) {
            assertTrue(names().contains("dev/postern/servlet/dashboard/" + file), file);
        }
    }

    @Test
    void theWidget_isInIt_withItsLanguages() throws IOException {
        for (String file :
                List.of("widget.js", "pass.js", "picture.js", "solver.js", "texts.js", "view.js", "work.js")) {
            assertTrue(names().contains("dev/postern/servlet/widget/" + file), file);
        }
        assertEquals(
                19,
                names().stream()
                        .filter(name -> name.matches("dev/postern/servlet/widget/texts/[a-z-]+\\.json"))
                        .count());
    }

    @Test
    void theInitializerIsNamedForTheContainer() throws IOException {
        assertEquals(
                "dev.postern.servlet.PosternInitializer",
                text("META-INF/services/jakarta.servlet.ServletContainerInitializer")
                        .strip());
        assertTrue(text("META-INF/web-fragment.xml").contains("<name>postern</name>"));
    }

    @Test
    void licencesAndNotices_areThoseOfAllThatIsInIt() throws IOException {
        String licence = text("META-INF/LICENSE");

        assertTrue(licence.contains("Apache License"));
        assertEquals(licence.indexOf("Apache License"), licence.lastIndexOf("Apache License\n"), "once");
        assertTrue(text("META-INF/NOTICE").contains("Jackson"));
        assertTrue(text("META-INF/BouncyCastle-LICENSE").contains("Legion of the Bouncy Castle"));
        assertTrue(text("META-INF/JMail-LICENSE").contains("Rohan Nagar"));
    }

    @Test
    void itHasAModuleName_andNoDescriptorOrSecondVersionOfAClass() throws IOException {
        try (JarFile jar = open()) {
            assertEquals(
                    "dev.postern.standalone",
                    jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
        }
        assertTrue(names().stream()
                .noneMatch(name -> name.endsWith("module-info.class") || name.startsWith("META-INF/versions/")));
    }

    private static List<String> names() throws IOException {
        try (JarFile jar = open()) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }

    private static List<JarEntry> classes(JarFile jar) {
        return jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    private static String text(String name) throws IOException {
        try (JarFile jar = open()) {
            return new String(jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JarFile open() throws IOException {
        return new JarFile(WebApplication.STANDALONE_JAR.toFile());
    }
}
