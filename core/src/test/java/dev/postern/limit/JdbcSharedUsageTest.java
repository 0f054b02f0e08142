package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.limit.SharedUsage.Use;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.postern.database.TestDatabases#all")
class JdbcSharedUsageTest extends SharedUsageContract {
    private final Database database;

    JdbcSharedUsageTest(TestDatabase dataSource) {
        this.database = Database.open(dataSource);
    }

    @Override
    SharedUsage node() {
        return JdbcTokenStore.on(database).sharedUsage().orElseThrow();
    }

    @Test
    void rowsThatNobodyNeeds_areRemoved_byALaterExchange() {
        SharedUsage store = node();
        store.add(List.of(new Use(newLimit(), Duration.ofHours(1)), new Use(newLimit(), Duration.ofHours(1))));
        database.inTransaction(tx -> tx.update("UPDATE postern_limit SET kept_until = 0"));
        String used = newLimit();
        for (int i = 0; i < 10; i++) {
            store.add(List.of(new Use(used, Duration.ofHours(1))));
        }
        assertEquals(1, rows());
    }

    private int rows() {
        return database.inTransaction(tx -> tx.first("SELECT COUNT(*) FROM postern_limit", row -> row.getInt(1))
                .orElseThrow());
    }
}
