package dev.postern.servlet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Any text is no access token, and any header and claims that are signed are one of the API or none; no exception tells which. */
final class AccessTokensFuzz {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final AccessTokens tokens =
            new AccessTokens(List.of(SECRET), InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)));

    @FuzzTest
    void aTextIsATokenOrNot(FuzzedDataProvider data) throws GeneralSecurityException {
        if (data.consumeBoolean()) {
            String text = data.consumeRemainingAsString();
            assertEquals(Optional.empty(), tokens.readOfApi(text));
            assertEquals(Optional.empty(), tokens.readOfDashboard(text));
            return;
        }
        String header = data.consumeString(200);
        String signed = signed(header, data.consumeRemainingAsString());
        assertEquals(tokens.readOfApi(signed), tokens.readOfApi(signed));
        assertEquals(tokens.readOfDashboard(signed), tokens.readOfDashboard(signed));
    }

    private static String signed(String header, String claims) throws GeneralSecurityException {
        String text =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
