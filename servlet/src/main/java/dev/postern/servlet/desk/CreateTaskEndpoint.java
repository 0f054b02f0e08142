package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.SubmittedTask;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /createTask}: takes a task, to be read soon. */
public final class CreateTaskEndpoint extends DeskEndpoint {
    public CreateTaskEndpoint(Desk desk, DeskAccess access) {
        super(desk, access, true, "POST");
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException {
        SubmittedTask task = access().withFields(request, fields -> {
            long account = access().accountOf(request, fields.text("clientKey"));
            JsonFields asked = fields.object("task")
                    .orElseThrow(() -> new FailureException(Failure.badParameters("task must be an object.")));
            return new TaskFields(asked).submit(desk(), account);
        });
        Json.write(response, HttpServletResponse.SC_OK, TaskReply.processing(task.id()));
    }
}
