package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.DeskTask;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /getTaskResult}: tells what has become of a task. */
public final class TaskResultEndpoint extends DeskEndpoint {
    public TaskResultEndpoint(Desk desk, DeskAccess access) {
        super(desk, access, true, "POST");
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException, FailureException {
        DeskTask task = access().withFields(request, fields -> {
            long account = access().accountOf(request, fields.text("clientKey"));
            return desk().find(account, taskId(fields))
                    .orElseThrow(() -> new FailureException(
                            Failure.badParameters("The account has no task of this taskId, or it ended more than "
                                    + Desk.KEPT.toMinutes() + " minutes ago.")));
        });
        switch (task.state()) {
            case PROCESSING -> Json.write(response, HttpServletResponse.SC_OK, TaskReply.processing(task.id()));
            case READY -> Json.write(response, HttpServletResponse.SC_OK, TaskReply.ready(task));
            default -> refuse(response, Failure.of(task));
        }
    }

    /** As a number, or as a string of digits. */
    private static long taskId(JsonFields fields) throws FailureException {
        return fields.textOrNumber("taskId")
                .filter(text -> text.matches("[0-9]{1,16}"))
                .map(Long::valueOf)
                .orElseThrow(() -> new FailureException(
                        Failure.badParameters("taskId must be the number that createTask has told.")));
    }
}
