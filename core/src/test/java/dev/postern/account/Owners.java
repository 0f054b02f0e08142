package dev.postern.account;

import dev.postern.database.Database;
import java.time.InstantSource;
import java.util.Optional;

/** Accounts that own keys. */
public final class Owners {
    private static final Argon2 CHEAP = new Argon2(8, 1, 1);
    private static final Password PASSWORD = Password.of("mother of pearl");

    private Owners() {}

    /** The id of an account of this name. */
    public static long add(Database database, String name) {
        try (Accounts accounts = Accounts.on(database, InstantSource.system(), CHEAP)) {
            EmailAddress email = EmailAddress.parse(name + "@example.com").orElseThrow();
            return accounts.register(email, PASSWORD, Optional.of(name))
                    .orElseThrow()
                    .account()
                    .id();
        }
    }

    /** Whether there was such an account. */
    public static boolean delete(Database database, long id) {
        try (Accounts accounts = Accounts.on(database, InstantSource.system(), CHEAP)) {
            return accounts.delete(id);
        }
    }
}
