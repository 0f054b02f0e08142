package dev.postern.servlet.desk;

/** The codes of failures, with their numbers and statuses (wire contract, section 5). */
enum Code {
    KEY_DOES_NOT_EXIST(1, 401),
    NO_SLOT_AVAILABLE(2, 429),
    ZERO_BALANCE(3, 402),
    ERROR_BAD_PARAMETERS(10, 400),
    ERROR_CAPTCHA_UNSOLVABLE(12, 200),
    PLAN_EXPIRED(14, 403),
    PLAN_INACTIVE(15, 403),
    RATE_LIMITED(16, 429),
    DAILY_LIMIT_EXCEEDED(17, 429),
    QUOTA_LIMIT_EXCEEDED(18, 429),
    SERVICE_UNAVAILABLE(21, 503);

    private final int number;
    private final int status;

    Code(int number, int status) {
        this.number = number;
        this.status = status;
    }

    int number() {
        return number;
    }

    int status() {
        return status;
    }
}
