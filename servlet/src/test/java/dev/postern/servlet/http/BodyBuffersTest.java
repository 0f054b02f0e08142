package dev.postern.servlet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.limit.ClientAddress;
import dev.postern.servlet.PacedStream;
import dev.postern.servlet.http.BodyBuffers.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What few clients may take of the memory for forms. */
class BodyBuffersTest {
    private static final int LIMIT = 100_000;
    /** Four shares, each of one form of the largest size. */
    private static final long BUDGET = 4 * BodyBuffers.leastBudget(LIMIT);

    private final BodyBuffers buffers = new BodyBuffers(LIMIT, BUDGET);

    @Test
    void aClient_getsItsShare_andLeavesTheRestToOthers() throws Exception {
        Body first = buffers.read(form(LIMIT), client(1));
        assertEquals("busy", refused(form(LIMIT), client(1)));
        try (Body other = buffers.read(form(LIMIT), client(2))) {
            assertEquals(LIMIT, other.bytes().length);
        }
        first.close();
        first.close(); // gives back once
        buffers.read(form(LIMIT), client(1)).close();
    }

    @Test
    void allClients_getTheBudget_andItComesBackWhole() throws Exception {
        for (int round = 0; round < 3; round++) {
            Body[] held = new Body[4];
            for (int i = 0; i < held.length; i++) {
                held[i] = buffers.read(fullForm(), client(i));
            }
            assertEquals("busy", refused(fullForm(), client(4)));
            for (Body body : held) {
                body.close();
            }
        }
    }

    @Test
    void smallFields_areChargedForTheObjectsThatTheyBecome() throws Exception {
        byte[] form = "a=1&".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        List<Body> held = new ArrayList<>();
        ProblemException full = assertThrows(ProblemException.class, () -> {
            while (true) {
                held.add(buffers.read(new ByteArrayInputStream(form), client(held.size())));
            }
        });
        assertEquals("busy", full.problem().code());
        assertEquals(BUDGET / (200 * 1000 + 6 * form.length), held.size());
    }

    @Test
    void anErrorWhileReading_givesTheRoomBack() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        InputStream fails = new PacedStream(LIMIT, 1_000, () -> {
            if (reads.incrementAndGet() > 1) {
                throw new OutOfMemoryError("as a test has it");
            }
        });
        assertThrows(OutOfMemoryError.class, () -> buffers.read(fails, client(1)));
        buffers.read(fullForm(), client(1)).close();
    }

    private String refused(InputStream form, ClientAddress client) {
        return assertThrows(ProblemException.class, () -> buffers.read(form, client))
                .problem()
                .code();
    }

    private static InputStream form(int size) {
        return new ByteArrayInputStream(new byte[size]);
    }

    /** The dearest form that there is. */
    private static InputStream fullForm() {
        byte[] form = new byte[LIMIT];
        Arrays.fill(form, (byte) '&');
        return new ByteArrayInputStream(form);
    }

    private static ClientAddress client(int number) {
        return new ClientAddress("client " + number);
    }
}
