package dev.postern.servlet;

import dev.postern.desk.Desk;
import dev.postern.servlet.account.AccountsOffEndpoint;
import dev.postern.servlet.account.ApiKeyEndpoint;
import dev.postern.servlet.account.ApiKeysEndpoint;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.LoginEndpoint;
import dev.postern.servlet.account.LogoutEndpoint;
import dev.postern.servlet.account.MeEndpoint;
import dev.postern.servlet.account.PasswordEndpoint;
import dev.postern.servlet.account.RegisterEndpoint;
import dev.postern.servlet.account.SignIn;
import dev.postern.servlet.analytics.OverviewEndpoint;
import dev.postern.servlet.analytics.SeriesEndpoint;
import dev.postern.servlet.dashboard.DashboardFiles;
import dev.postern.servlet.dashboard.DashboardSession;
import dev.postern.servlet.dashboard.RegistrationEndpoint;
import dev.postern.servlet.dashboard.SessionEndpoint;
import dev.postern.servlet.desk.BalanceEndpoint;
import dev.postern.servlet.desk.CreateTaskEndpoint;
import dev.postern.servlet.desk.DeskAccess;
import dev.postern.servlet.desk.SolveEndpoint;
import dev.postern.servlet.desk.TaskResultEndpoint;
import dev.postern.servlet.http.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The resources of accounts, analytics, the dashboard and the solver desk, by their paths below the mount point. */
final class ServiceEndpoints {
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String ME = "/api/v1/auth/me";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String PASSWORD = "/api/v1/auth/password";
    private static final String KEYS = "/api/v1/api-keys";
    private static final String KEY = "/api/v1/api-keys/*";
    private static final String OVERVIEW = "/api/v1/analytics/overview";
    private static final String SERIES = "/api/v1/analytics/timeseries";
    private static final String CREATE_TASK = "/createTask";
    private static final String TASK_RESULT = "/getTaskResult";
    private static final String SOLVE = "/solve";
    private static final String BALANCE = "/balance";
    private static final String BALANCE_BY_BODY = "/getBalance";

    private ServiceEndpoints() {}

    static Map<String, Endpoint> of(Service service, Gate gate) {
        Authentication authentication =
                new Authentication(service.accounts(), service.tokens(), gate.publicOrigin(), gate.metrics());
        SignIn signIn = new SignIn(
                service.accounts(), service.registration(), gate::clientOf, service.loginLimit(), gate.metrics());
        Map<String, Endpoint> endpoints = new HashMap<>();
        endpoints.put(REGISTER, new RegisterEndpoint(signIn, service.tokens()));
        endpoints.put(LOGIN, new LoginEndpoint(signIn, service.tokens()));
        endpoints.put(ME, new MeEndpoint(authentication, service.accounts(), service.apiKeys()));
        endpoints.put(LOGOUT, new LogoutEndpoint(authentication, service.accounts()));
        endpoints.put(PASSWORD, new PasswordEndpoint(authentication, service.accounts()));
        endpoints.put(KEYS, new ApiKeysEndpoint(authentication, service.apiKeys(), service.keyLimit()));
        endpoints.put(KEY, new ApiKeyEndpoint(authentication, service.apiKeys(), service.keyLimit()));
        endpoints.put(OVERVIEW, new OverviewEndpoint(authentication, service.analytics(), service.clock()));
        endpoints.put(SERIES, new SeriesEndpoint(authentication, service.analytics(), service.clock()));
        service.desk().ifPresent(desk -> endpoints.putAll(desk(desk, gate)));
        if (service.hasDashboard()) {
            DashboardSession session =
                    new DashboardSession(service.tokens(), service.registration(), gate.mount(), gate.publicOrigin());
            endpoints.putAll(DashboardFiles.endpoints());
            endpoints.put(
                    "/dashboard/session", new SessionEndpoint(authentication, signIn, service.accounts(), session));
            endpoints.put("/dashboard/registration", new RegistrationEndpoint(authentication, signIn, session));
        }
        return endpoints;
    }

    /** Those of a gate that has no service, for this reason. */
    static Map<String, Endpoint> off(String reason) {
        Endpoint off = new AccountsOffEndpoint(reason);
        return List.of(REGISTER, LOGIN, ME, LOGOUT, PASSWORD, KEYS, KEY, OVERVIEW, SERIES).stream()
                .collect(Collectors.toMap(Function.identity(), path -> off));
    }

    private static Map<String, Endpoint> desk(Desk desk, Gate gate) {
        DeskAccess access = new DeskAccess(gate.siteKeys()::requireOfAccount, gate::clientOf, gate.metrics());
        return Map.of(
                CREATE_TASK, new CreateTaskEndpoint(desk, access),
                TASK_RESULT, new TaskResultEndpoint(desk, access),
                SOLVE, new SolveEndpoint(desk, access),
                BALANCE, BalanceEndpoint.byQuery(desk, access),
                BALANCE_BY_BODY, BalanceEndpoint.byBody(desk, access));
    }
}
