namespace Cardline.TestKit.Redis;

/// <summary>Writes a server's files. Written once: Redis and Sentinel write into them what they learn, and a restart must find it.</summary>
internal static class RedisConfiguration
{
    /// <summary>The configuration's file name in the server's folder.</summary>
    public const string FileName = "redis.conf";

    private const string UsersFileName = "users.acl";

    /// <summary>The kit's own user, who may do everything, on servers with an ACL file.</summary>
    public static RedisLogin KitLogin { get; } = new("testkit", Guid.NewGuid().ToString("N"));

    /// <summary>Writes <c>redis.conf</c> and, when there are users, the ACL file.</summary>
    public static void Write(RedisServer server)
    {
        var setup = server.Setup;
        List<string> lines = [$"dir {server.Folder}", "bind 127.0.0.1", "daemonize no", "logfile \"\""];
        lines.AddRange(Ports(server));
        if (!setup.IsSentinel)
        {
            // Replication begins at once instead of waiting five seconds for more replicas.
            lines.AddRange(["save \"\"", "appendonly no", "repl-diskless-sync-delay 0", "enable-debug-command local"]);
            lines.AddRange(Logins(server));
        }

        if (setup.IsClusterNode)
        {
            lines.AddRange(["cluster-enabled yes", $"cluster-port {server.BusPort}", "cluster-node-timeout 1500", "cluster-config-file nodes.conf"]);
        }

        if (setup.ReplicaOf is { } primary)
        {
            lines.Add($"replicaof 127.0.0.1 {primary.Port}");
        }

        lines.AddRange(setup.Settings);
        File.WriteAllLines(Path.Combine(server.Folder, FileName), lines);
    }

    private static IEnumerable<string> Ports(RedisServer server)
    {
        if (server.Setup.Certificates is not { } certificates)
        {
            return [$"port {server.Port}"];
        }

        return
        [
            "port 0", $"tls-port {server.Port}", "tls-replication yes", "tls-auth-clients no",
            $"tls-ca-cert-file {certificates.AuthorityFile}", $"tls-cert-file {certificates.ServerFile}", $"tls-key-file {certificates.KeyFile}",
            .. server.Setup.IsClusterNode ? ["tls-cluster yes"] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Logins(RedisServer server)
    {
        if (server.Setup is { Users.Count: > 0 } setup)
        {
            File.WriteAllLines(Path.Combine(server.Folder, UsersFileName), [.. setup.Users, $"user {KitLogin.User} on >{KitLogin.Password} ~* &* +@all"]);
            return [$"aclfile {Path.Combine(server.Folder, UsersFileName)}", $"masteruser {KitLogin.User}", $"masterauth {KitLogin.Password}"];
        }

        return server.Setup.Password is { } password ? [$"requirepass {password}", $"masterauth {password}"] : [];
    }
}
