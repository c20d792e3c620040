using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cardline.TestKit;
using Cardline.TestKit.Network;

namespace Cardline.Bot.Tests.Redis;

/// <summary>Every mode of the kit's proxy does what it promises, in front of a server that sends back what it gets.</summary>
public sealed class ChaosProxyTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly TcpListener echo = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private ChaosProxy proxy = null!;

    public Task InitializeAsync()
    {
        echo.Start();
        _ = EchoAsync();
        proxy = ChaosProxy.Start(((IPEndPoint)echo.LocalEndpoint).Port);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await proxy.DisposeAsync();
        await ended.CancelAsync();
    }

    public void Dispose()
    {
        echo.Dispose();
        ended.Dispose();
    }

    [Fact]
    public async Task Pass_ManyBytes_ComeBackWholeAndTheEndIsOrderly()
    {
        using var client = await ConnectAsync();
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);

        var sending = client.GetStream().WriteAsync(bytes).AsTask().ContinueWith(_ => client.Client.Shutdown(SocketShutdown.Send), TaskScheduler.Default);
        var back = new MemoryStream();
        await client.GetStream().CopyToAsync(back, LimitToken());
        await sending;

        back.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        await CountedAsync(ChaosDirection.ToServer, bytes.Length);
        await CountedAsync(ChaosDirection.ToClient, bytes.Length);
        await Waiting.UntilAsync("the connection to be gone", () => Task.FromResult(proxy.ConnectionsNow == 0));
    }

    [Fact]
    public async Task Cut_OpenAndNewConnections_AreResetAndRefusedUntilItPassesAgain()
    {
        using var client = await ConnectAsync();
        await RoundTripAsync(client, 1);

        await proxy.SetAsync(new Chaos.Cut());

        (await Should.ThrowAsync<IOException>(() => RoundTripAsync(client, 2))).InnerException.ShouldBeOfType<SocketException>();
        (await Should.ThrowAsync<SocketException>(ConnectAsync)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        proxy.ConnectionsNow.ShouldBe(0);
        await proxy.SetAsync(new Chaos.Pass());
        using var again = await ConnectAsync();
        await RoundTripAsync(again, 3);
    }

    [Fact]
    public async Task Delay_OneByte_ComesBackNoSoonerThanTwice()
    {
        using var client = await ConnectAsync();
        await RoundTripAsync(client, 1);
        await proxy.SetAsync(new Chaos.Delay(TimeSpan.FromMilliseconds(100)));

        var began = Stopwatch.GetTimestamp();
        await RoundTripAsync(client, 2);

        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(195));
    }

    [Fact]
    public async Task HalfOpen_OldAndNewConnections_StayOpenAndSilentAndAreResetAfterwards()
    {
        using var old = await ConnectAsync();
        await RoundTripAsync(old, 1);
        await proxy.SetAsync(new Chaos.HalfOpen());
        using var young = await ConnectAsync();
        await CountedAsync(ChaosDirection.ToServer, 1);

        await SilentAsync(old);
        await SilentAsync(young);

        proxy.Bytes(ChaosDirection.ToServer).ShouldBe(1);
        await proxy.SetAsync(new Chaos.Pass());
        await Should.ThrowAsync<IOException>(() => RoundTripAsync(old, 2));
        await Should.ThrowAsync<IOException>(() => RoundTripAsync(young, 2));
    }

    [Fact]
    public async Task HalfOpen_NobodyListensBehind_TakesConnectionsAllTheSame()
    {
        await proxy.SetAsync(new Chaos.HalfOpen());
        echo.Stop();
        using var client = await ConnectAsync();

        await SilentAsync(client);
    }

    [Theory]
    [InlineData(ChaosDirection.ToServer)]
    [InlineData(ChaosDirection.ToClient)]
    public async Task Blackhole_InOneDirection_HoldsBackThereAndDeliversAfterwards(ChaosDirection direction)
    {
        using var client = await ConnectAsync();
        await RoundTripAsync(client, 1);
        await proxy.SetAsync(new Chaos.Blackhole(direction));

        await SilentAsync(client);

        await CountedAsync(ChaosDirection.ToServer, direction == ChaosDirection.ToServer ? 1 : 2);
        await CountedAsync(ChaosDirection.ToClient, 1);
        await proxy.SetAsync(new Chaos.Pass());
        (await ReadByteAsync(client, LimitToken())).ShouldBe(99);
    }

    [Fact]
    public async Task Slow_ManyBytes_TakeAsLongAsTheRateSays()
    {
        using var client = await ConnectAsync();
        await proxy.SetAsync(new Chaos.Slow(BytesPerSecond: 2000));

        var began = Stopwatch.GetTimestamp();
        await client.GetStream().WriteAsync(new byte[600]);
        await client.GetStream().ReadExactlyAsync(new byte[600], LimitToken());

        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task Drip_Bytes_ComeBackInOrder()
    {
        using var client = await ConnectAsync();
        await proxy.SetAsync(new Chaos.Drip());

        var back = new byte[500];
        await client.GetStream().WriteAsync(Enumerable.Range(0, 500).Select(n => (byte)n).ToArray());
        await client.GetStream().ReadExactlyAsync(back, LimitToken());

        back.ShouldBe(Enumerable.Range(0, 500).Select(n => (byte)n).ToArray());
    }

    [Fact]
    public async Task ResetAll_InPass_EndsWhatIsOpenAndTakesNewOnes()
    {
        using var client = await ConnectAsync();
        await RoundTripAsync(client, 1);

        await proxy.ResetAllAsync();

        await Should.ThrowAsync<IOException>(() => RoundTripAsync(client, 2));
        using var again = await ConnectAsync();
        await RoundTripAsync(again, 3);
        proxy.ConnectionsTotal.ShouldBe(2);
    }

    [Fact]
    public async Task Pass_ServerGone_TheClientIsReset()
    {
        echo.Stop();

        // The reset may arrive while the client is still connecting, or later.
        var error = await Should.ThrowAsync<Exception>(async () =>
        {
            using var client = await ConnectAsync();
            await RoundTripAsync(client, 1);
        });

        (error is IOException or SocketException).ShouldBeTrue(error.ToString());
    }

    private static CancellationToken LimitToken() => new CancellationTokenSource(Waiting.Ceiling).Token;

    private static async Task RoundTripAsync(TcpClient client, byte value)
    {
        await client.GetStream().WriteAsync(new[] { value });
        (await ReadByteAsync(client, LimitToken())).ShouldBe(value);
    }

    private static async Task<int> ReadByteAsync(TcpClient client, CancellationToken cancel)
    {
        var one = new byte[1];
        await client.GetStream().ReadExactlyAsync(one, cancel);
        return one[0];
    }

    /// <summary>Bytes are counted when they have been sent, which may be after they have come back.</summary>
    private Task CountedAsync(ChaosDirection direction, long bytes) =>
        Waiting.UntilAsync($"{bytes} bytes to be counted", () => Task.FromResult(proxy.Bytes(direction) == bytes));

    private static async Task SilentAsync(TcpClient client)
    {
        await client.GetStream().WriteAsync(new byte[] { 99 });
        using var quiet = new CancellationTokenSource(Quiet);
        await Should.ThrowAsync<OperationCanceledException>(() => ReadByteAsync(client, quiet.Token));
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    private async Task EchoAsync()
    {
        while (true)
        {
            var client = await echo.AcceptTcpClientAsync(ended.Token);
            _ = client.GetStream().CopyToAsync(client.GetStream(), ended.Token).ContinueWith(_ => client.Dispose(), TaskScheduler.Default);
        }
    }
}
