package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.DeskTask;
import dev.postern.desk.SubmittedTask;
import dev.postern.desk.TaskState;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** {@code POST /solve}: takes a task, and answers when it has ended. Holds no thread of the container meanwhile, unless a filter before this one does not support that. */
public final class SolveEndpoint extends DeskEndpoint {
    public SolveEndpoint(Desk desk, DeskAccess access) {
        super(desk, access, false, "POST");
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException {
        long account = access().accountOf(request, Optional.ofNullable(request.getHeader("apikey")));
        SubmittedTask task = access().withFields(request, fields -> new TaskFields(fields).submit(desk(), account));
        if (!request.isAsyncSupported()) {
            answer(response, task.end().toCompletableFuture().join());
            return;
        }
        AsyncContext waiting = request.startAsync(request, response);
        waiting.setTimeout(0); // every task ends
        // On a thread of the container's: who is slow to take the reply must not keep the desk from reading.
        var unused = task.end()
                .thenAccept(end -> waiting.start(() -> {
                    try {
                        answer(response, end);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e); // the client is gone
                    } finally {
                        waiting.complete();
                    }
                }));
    }

    private void answer(HttpServletResponse response, DeskTask task) throws IOException {
        if (task.state() == TaskState.READY) {
            Json.write(response, HttpServletResponse.SC_OK, TaskReply.ready(task));
        } else {
            refuse(response, Failure.of(task));
        }
    }
}
