using System.Text.RegularExpressions;
using Cardline.TestKit;

namespace Cardline.Bot.Tests.Operations;

/// <summary>The deployment's files belong together: images, references, ports, paths. They cannot be run here, so this is all that is known of them.</summary>
public sealed partial class DeployShapeTests
{
    private const int Port = 5080;

    [Fact]
    public void Images_Everywhere_ArePinned()
    {
        var images = DeployFiles.Cluster().Concat(DeployFiles.Yaml("compose.yaml")).SelectMany(document => document.All("image")).Select(image => image.Text)
            .Concat(FromLine().Matches(DeployFiles.Read("Dockerfile")).Select(from => from.Groups["image"].Value)).ToList();

        images.Count.ShouldBeGreaterThan(10);
        images.ShouldAllBe(image => Pinned().IsMatch(image));
    }

    [Fact]
    public void Compose_HasThreeNodesThreeServersThreeSentinels_AndEverythingNamedInIt()
    {
        var compose = DeployFiles.Yaml("compose.yaml").Single();
        var services = compose["services"].Members;

        foreach (var kind in (string[])["cardline", "redis", "sentinel"])
        {
            services.Keys.Where(name => name.StartsWith($"{kind}-", StringComparison.Ordinal)).Order().ShouldBe([$"{kind}-1", $"{kind}-2", $"{kind}-3"]);
        }

        foreach (var (name, service) in services)
        {
            service["depends_on"].Items.ShouldAllBe(other => services.ContainsKey(other.Text), name);
            foreach (var volume in service["volumes"].Items.Select(volume => volume.Text.Split(':')[0]))
            {
                (volume.StartsWith("./", StringComparison.Ordinal) ? Path.Exists(Path.Combine(DeployFiles.Folder, volume)) : compose["volumes"].Members.ContainsKey(volume))
                    .ShouldBeTrue($"{name}: {volume}");
            }

            if (service["environment", "NAME"] is { Exists: true } own)
            {
                own.Text.ShouldBe(name);
                service["environment", "ROLE"].Text.ShouldBe(name.StartsWith("sentinel", StringComparison.Ordinal) ? "sentinel" : "server");
            }
        }

        services.Where(service => service.Value["ports"].Exists).Select(service => service.Key).ShouldBe(["balancer"]);
    }

    [Fact]
    public void Balancer_LooksAtReadiness_LetsStreamsLive_AndBindsNobody()
    {
        var text = DeployFiles.Read("haproxy.cfg");

        text.ShouldContain("option httpchk GET /health/ready");
        ServerLine().Matches(text).Select(line => line.Groups["address"].Value).ShouldBe([$"cardline-1:{Port}", $"cardline-2:{Port}", $"cardline-3:{Port}"]);
        Seconds(text, "timeout tunnel").ShouldBeGreaterThan(60, "a node ends a silent socket itself, after Gate:SocketSilenceSeconds");
        Seconds(text, "timeout server").ShouldBeGreaterThan(15, "the desk's stream says something that often");
        text.ShouldNotContain("cookie");
        text.ShouldNotContain("stick-table");
        text.ShouldNotContain("%r ", Case.Sensitive, "the whole request line holds a ticket");
    }

    [Fact]
    public void Image_ListensWhereEverybodyLooks_WithoutRights()
    {
        var text = DeployFiles.Read("Dockerfile");

        text.ShouldContain($"EXPOSE {Port}");
        text.ShouldContain($"\"--urls\", \"http://0.0.0.0:{Port}\"");
        text.ShouldContain("USER $APP_UID");
        foreach (Match copy in CopyLine().Matches(text))
        {
            foreach (var from in copy.Groups["from"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Path.Exists(Path.Combine(Repository.Root, from)).ShouldBeTrue(from);
            }
        }
    }

    [Fact]
    public void Cluster_WhatIsReferenced_Exists()
    {
        var documents = DeployFiles.Cluster();
        var generated = DeployFiles.Yaml("kubernetes/kustomization.yaml").Single()["configMapGenerator"].Items;
        generated.SelectMany(one => one["files"].Items).ShouldAllBe(file => File.Exists(Path.Combine(DeployFiles.Folder, "kubernetes", file.Text)));
        var maps = documents.Where(one => one["kind"].Text == "ConfigMap").Select(one => one["metadata", "name"].Text).Concat(generated.Select(one => one["name"].Text)).ToList();
        var readme = DeployFiles.Read("README.md");

        documents.SelectMany(one => one.All("configMapRef")).Select(one => one["name"].Text)
            .Concat(documents.SelectMany(one => one.All("configMap")).Select(one => one["name"].Text)).Distinct().ShouldBe(maps, ignoreOrder: true);
        foreach (var secret in documents.SelectMany(one => one.All("secretKeyRef")))
        {
            secret["name"].Text.ShouldBe("cardline");
            readme.ShouldContain($"--from-file={secret["key"].Text}");
        }

        documents.SelectMany(one => one.All("secretName")).ShouldAllBe(secret => readme.Contains($"secret tls {secret.Text} "));
        documents.ShouldAllBe(one => one["kind"].Text != "Secret");
        documents.Where(one => one["kind"].Text == "StatefulSet").Select(one => one["spec", "serviceName"].Text)
            .ShouldBeSubsetOf([.. documents.Where(one => one["kind"].Text == "Service").Select(one => one["metadata", "name"].Text)]);
    }

    [Fact]
    public void Cluster_EachWorkload_IsThreefold_Apart_Bounded_AndProbedAtPathsOfTheProgram()
    {
        var documents = DeployFiles.Cluster();
        var workloads = documents.Where(one => one["kind"].Text is "Deployment" or "StatefulSet").ToList();
        workloads.Select(one => one["metadata", "name"].Text).ShouldBe(["redis", "sentinel", "cardline"], ignoreOrder: true);

        foreach (var workload in workloads)
        {
            var (name, pod) = (workload["metadata", "name"].Text, workload["spec", "template", "spec"]);
            workload["spec", "replicas"].Number.ShouldBe(3, name);
            pod["affinity", "podAntiAffinity"].Exists.ShouldBeTrue(name);
            pod["securityContext", "runAsNonRoot"].Text.ShouldBe("true", name);
            var container = pod["containers"].Items.ShouldHaveSingleItem();
            container["resources", "requests"].Exists.ShouldBeTrue(name);
            container["resources", "limits", "memory"].Exists.ShouldBeTrue(name);
            container["livenessProbe"].Exists.ShouldBeTrue(name);
            documents.Count(one => one["kind"].Text == "PodDisruptionBudget" && one["spec", "selector", "matchLabels", "app"].Text == name && one["spec", "maxUnavailable"].Number == 1).ShouldBe(1, name);
        }

        var node = workloads.Single(one => one["kind"].Text == "Deployment")["spec", "template", "spec", "containers"].Items[0];
        node["ports"].Items.ShouldHaveSingleItem()["containerPort"].Number.ShouldBe(Port);
        node["readinessProbe", "httpGet", "path"].Text.ShouldBe("/health/ready");
        node["livenessProbe", "httpGet", "path"].Text.ShouldBe("/health/live", "a Redis that is away must not get nodes killed");
        node["startupProbe", "httpGet", "path"].Text.ShouldBe("/health/live");
    }

    [Fact]
    public void Page_OfOperations_RepeatsTheRuleOfTheUserThatIsDeployed()
    {
        var rule = File.ReadLines(Path.Combine(DeployFiles.Folder, "kubernetes", "files", "users.acl")).First();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        Spaces().Replace(page, " ").ShouldContain(rule);
    }

    private static int Seconds(string text, string name) =>
        int.Parse(Regex.Match(text, $@"^\s*{name} (\d+)s", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^FROM (?<image>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^[a-z0-9./-]+:\d+\.\d+\.\d+(-[a-z0-9.-]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^\s*server \S+ (?<address>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^COPY (?!--from)(?<from>.*) \S+$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex CopyLine();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
