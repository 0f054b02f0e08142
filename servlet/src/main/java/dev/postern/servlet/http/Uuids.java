package dev.postern.servlet.http;

import java.util.regex.Pattern;

/** The form of UUIDs in requests. */
public final class Uuids {
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private Uuids() {}

    /** Whether it is the 36 characters of one: {@code UUID.fromString} takes less for one. */
    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }
}
