package dev.postern.servlet.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.postern.account.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Access tokens: JWTs as RFC 8725 wants them. One algorithm (HS256), a type, an issuer, an audience, an expiry, and an id of the key, by which keys
 * are changed; anything else is no token. Thread-safe.
 */
public final class AccessTokens {
    /** How long a token is good for. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** How many bytes a secret has at least. */
    public static final int SHORTEST_SECRET = 32;

    private static final int CSRF_BYTES = 20;
    private static final int LONGEST_TOKEN = 2048;
    private static final String ISSUER = "postern";
    private static final String GENERATION = "gen";
    private static final String CSRF = "csrf";
    private static final Set<String> REQUIRED = Set.of("sub", "iat", "exp", "jti", GENERATION);

    private final InstantSource clock;
    private final JWSSigner signer;
    private final JWSHeader header;
    private final DefaultJWTProcessor<SecurityContext> ofApi;
    private final DefaultJWTProcessor<SecurityContext> ofDashboard;

    /**
     * Tokens that are signed with the first of these secrets, and good with any of them.
     *
     * @throws IllegalArgumentException if a secret is shorter than 32 bytes
     */
    public AccessTokens(List<byte[]> secrets, InstantSource clock) {
        this.clock = clock;
        List<JWK> keys = secrets.stream().map(AccessTokens::key).toList();
        try {
            signer = new MACSigner(secrets.get(0));
        } catch (KeyLengthException e) {
            throw new IllegalStateException("the secret is long enough", e);
        }
        header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(keys.get(0).getKeyID())
                .build();
        ofApi = processor(keys, Use.API);
        ofDashboard = processor(keys, Use.DASHBOARD);
    }

    /** A token for a client that sends it as {@code Authorization: Bearer}. */
    public String forApi(Session session) {
        return sign(session, Use.API, "");
    }

    /** A token for a cookie. */
    public DashboardToken forDashboard(Session session) {
        String csrf = HexFormat.of().formatHex(random(CSRF_BYTES));
        return new DashboardToken(sign(session, Use.DASHBOARD, csrf), csrf);
    }

    /** A secret for who has none. */
    public static byte[] newSecret() {
        return random(SHORTEST_SECRET);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** What a client's token says; empty if it is none. */
    Optional<AccessToken> readOfApi(String token) {
        return read(token, ofApi);
    }

    /** What a cookie's token says; empty if it is none. */
    Optional<AccessToken> readOfDashboard(String token) {
        return read(token, ofDashboard).filter(read -> !read.csrf().isEmpty());
    }

    private String sign(Session session, Use use, String csrf) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(use.audience)
                .subject(String.valueOf(session.account().id()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .claim(GENERATION, session.generation());
        if (use == Use.DASHBOARD) {
            claims.claim(CSRF, csrf);
        }
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
        return jwt.serialize();
    }

    private static Optional<AccessToken> read(String token, DefaultJWTProcessor<SecurityContext> processor) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getKeyID() == null) {
                return Optional.empty();
            }
            JWTClaimsSet claims = processor.process(jwt, null);
            String csrf = claims.getStringClaim(CSRF);
            return Optional.of(new AccessToken(
                    Long.parseLong(claims.getSubject()),
                    claims.getIntegerClaim(GENERATION),
                    UUID.fromString(claims.getJWTID()),
                    claims.getExpirationTime().toInstant(),
                    csrf == null ? "" : csrf));
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) { // the parser throws several
            return Optional.empty();
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(List<JWK> keys, Use use) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableJWKSet<>(new JWKSet(keys))));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        use.audience, new JWTClaimsSet.Builder().issuer(ISSUER).build(), REQUIRED) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    private static JWK key(byte[] secret) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("a secret of tokens must have " + SHORTEST_SECRET + " bytes or more");
        }
        return new OctetSequenceKey.Builder(secret)
                .algorithm(JWSAlgorithm.HS256)
                .keyID(keyId(secret))
                .build();
    }

    private static String keyId(byte[] secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A token for a cookie, and what a page has to send beside it.
     *
     * @param value the cookie's
     * @param csrf what no other origin's page knows
     */
    public record DashboardToken(String value, String csrf) {
        /** Nothing that anyone could use. */
        @Override
        public String toString() {
            return "DashboardToken[]";
        }
    }

    /** Whoever a token was made for; no token is good for the other. */
    private enum Use {
        API("postern-api"),
        DASHBOARD("postern-dashboard");

        private final String audience;

        Use(String audience) {
            this.audience = audience;
        }
    }
}
