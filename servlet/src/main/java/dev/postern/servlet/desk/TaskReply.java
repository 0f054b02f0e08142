package dev.postern.servlet.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.desk.DeskTask;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task that is being read, or was read. Times are Unix seconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskReply(
        int errorId,
        long taskId,
        String status,
        @Nullable Map<String, Object> solution,
        @Nullable Integer cost,
        @Nullable Long createTime,
        @Nullable Long endTime) {
    static TaskReply processing(long taskId) {
        return new TaskReply(0, taskId, "processing", null, null, null, null);
    }

    static TaskReply ready(DeskTask task) {
        Object text = task.isList() ? task.texts() : task.texts().get(0);
        return new TaskReply(
                0,
                task.id(),
                "ready",
                Map.of("text", text),
                DeskTask.COST,
                task.createdAt().getEpochSecond(),
                task.endedAt().map(Instant::getEpochSecond).orElse(null));
    }
}
