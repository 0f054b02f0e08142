package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The module as it is run here; on a class path there is none. */
@Tag("module")
class ModuleTest {
    private final Module module = Postern.class.getModule();

    @Test
    void module_exportsWhatUsersNeed_andNothingElse() {
        assertTrue(module.isNamed(), "these tests run on the module path");
        assertEquals("dev.postern.core", module.getName());
        Set<String> exported = descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "dev.postern",
                        "dev.postern.account",
                        "dev.postern.analytics",
                        "dev.postern.challenge",
                        "dev.postern.challenge.digits",
                        "dev.postern.challenge.image",
                        "dev.postern.database",
                        "dev.postern.desk",
                        "dev.postern.limit",
                        "dev.postern.micrometer",
                        "dev.postern.solver",
                        "dev.postern.token",
                        "dev.postern.token.jdbc",
                        "dev.postern.token.redis"),
                exported);
        assertEquals(exported.size(), descriptor().exports().size(), "no qualified exports");
        assertTrue(descriptor().opens().isEmpty() && !descriptor().isOpen());
    }

    @Test
    void module_requiresNoServletNoJacksonNoDesktop() {
        Set<String> required = descriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "java.base",
                        "java.sql",
                        "com.sanctionco.jmail",
                        "org.bouncycastle.provider",
                        "micrometer.core",
                        "redis.clients.jedis",
                        "org.jspecify",
                        "com.github.benmanes.caffeine",
                        "io.github.bucket4j.core"),
                required);
        assertFalse(required.contains("java.desktop"));
    }

    private ModuleDescriptor descriptor() {
        return module.getDescriptor();
    }
}
