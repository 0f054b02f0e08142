package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.RefusedException;
import dev.postern.desk.SubmittedTask;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /createTask}: takes a task, to be read soon. */
public final class CreateTaskEndpoint extends DeskEndpoint {
    private final Desk desk;
    private final DeskAccess access;

    public CreateTaskEndpoint(Desk desk, DeskAccess access) {
        super(true, "POST");
        this.desk = desk;
        this.access = access;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException {
        SubmittedTask task = access.withFields(request, fields -> {
            long account = access.accountOf(request, fields.text("clientKey"));
            JsonFields asked = fields.object("task")
                    .orElseThrow(() -> new FailureException(Failure.badParameters("task must be an object.")));
            try {
                return new TaskFields(asked).submit(desk, account);
            } catch (RefusedException e) {
                throw new FailureException(Failure.of(e));
            }
        });
        Json.write(response, HttpServletResponse.SC_OK, TaskReply.processing(task.id()));
    }
}
