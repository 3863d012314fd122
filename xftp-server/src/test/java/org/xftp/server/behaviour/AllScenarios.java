package org.xftp.server.behaviour;

/** Where scenarios are registered, one line a file. */
final class AllScenarios {
    private AllScenarios() {}

    static Scenarios registered() {
        Scenarios all = new Scenarios();
        ConnectionScenarios.register(all);
        HandshakeScenarios.register(all);
        WebScenarios.register(all);
        FramingScenarios.register(all);
        CommandScenarios.register(all);
        NewChunkScenarios.register(all);
        AddScenarios.register(all);
        PutScenarios.register(all);
        QuotaScenarios.register(all);
        GetScenarios.register(all);
        EndScenarios.register(all);
        VersionScenarios.register(all);
        BlockedScenarios.register(all);
        ParallelScenarios.register(all);
        HttpScenarios.register(all);
        FrameScenarios.register(all);
        SlowScenarios.register(all);
        return all;
    }
}
