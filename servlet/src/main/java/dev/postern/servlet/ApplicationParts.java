package dev.postern.servlet;

import dev.postern.Metrics;
import dev.postern.solver.Solver;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;

/** What an application has for a service that its configuration asks for. Each is looked for when it is needed, and not before. */
interface ApplicationParts {
    /** Its database. */
    Optional<DataSource> dataSource();

    /**
     * What reads images for it.
     *
     * @throws IllegalArgumentException if that can't be told, with a word on what would be right
     */
    Optional<Solver> solver();

    /** What it has told of what happens. */
    default Optional<Metrics> metrics() {
        return Optional.empty();
    }

    /** Those of an application without beans: no database, and the solver that its jars provide. */
    static ApplicationParts of(ClassLoader loader) {
        return new ApplicationParts() {
            @Override
            public Optional<DataSource> dataSource() {
                return Optional.empty();
            }

            @Override
            public Optional<Solver> solver() {
                return provided(loader);
            }
        };
    }

    private static Optional<Solver> provided(ClassLoader loader) {
        try {
            Iterator<Solver> solvers = ServiceLoader.load(Solver.class, loader).iterator();
            Optional<Solver> first = solvers.hasNext() ? Optional.of(solvers.next()) : Optional.empty();
            if (solvers.hasNext()) {
                throw new IllegalArgumentException("there must be one solver in META-INF/services/"
                        + Solver.class.getName() + ", but there is also "
                        + solvers.next().getClass().getName());
            }
            return first;
        } catch (ServiceConfigurationError e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause();
            throw new IllegalArgumentException("its solver can't be made: " + e.getMessage() + why, e);
        }
    }
}
