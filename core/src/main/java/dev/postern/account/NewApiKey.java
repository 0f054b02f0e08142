package dev.postern.account;

/**
 * A key that was just made.
 *
 * @param key what its owner sees from now on
 * @param secret the key itself, which is stored nowhere: this is the one time that it can be shown
 */
public record NewApiKey(ApiKey key, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "NewApiKey[" + key.id() + "]";
    }
}
