package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.ApiKey;
import org.junit.jupiter.api.Test;

/** How much room sites have, and those of API keys, of which anyone may have many. */
final class RoomTest {
    private final Room room = new Room(100, 100, 50, 10);

    @Test
    void itKnowsTheSitesOfKeys_byTheNamesThatAccountsGiveThem() {
        assertTrue(ApiKey.isSiteOfKey(Room.KEY_SITE));
        assertFalse(ApiKey.isSiteOfKey(Room.KEY_SITE.substring(0, Room.KEY_SITE.length() - 1)));
    }

    @Test
    void theSiteOfAKey_hasItsShare_andThatOfAllKeys() {
        assertEquals(10, taken("key-1", 100));
        for (int key = 2; key <= 5; key++) {
            assertEquals(10, taken("key-" + key, 100));
        }
        assertEquals(0, taken("key-6", 100), "all keys together have half");
        assertEquals(50, taken("shop", 100), "the rest is the application's own");
        assertFalse(room.take("shop"));
    }

    @Test
    void whatIsReleased_canBeTakenAgain() {
        taken("key-1", 10);
        room.release("key-1");
        assertTrue(room.take("key-1"));
        assertFalse(room.take("key-1"));
        for (int i = 0; i < 10; i++) {
            room.release("key-1");
        }
        assertEquals(0, room.taken());
        assertEquals(10, taken("key-1", 100));
    }

    @Test
    void whatAFullRoomRefuses_isNotCountedForAKey() {
        taken("shop", 95);
        assertEquals(5, taken("key-1", 10));
        for (int i = 0; i < 95; i++) {
            room.release("shop");
        }
        assertEquals(5, taken("key-1", 100), "5 of its share are left");
    }

    @Test
    void whatKeysTogetherAreRefused_isNotCountedForAKey() {
        for (int key = 1; key <= 5; key++) {
            taken("key-" + key, 10);
        }
        assertEquals(0, taken("key-6", 100));
        for (int i = 0; i < 10; i++) {
            room.release("key-1");
        }
        assertEquals(10, taken("key-6", 100));
    }

    private int taken(String site, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += room.take(site) ? 1 : 0;
        }
        return taken;
    }
}
