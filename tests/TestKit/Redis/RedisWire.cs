using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Cardline.TestKit.Redis;

/// <summary>One connection to a Redis server: RESP2, one command after the other. Not for several callers at once.</summary>
/// <remarks>Written here and not taken from a package, so that what the package gets wrong is not believed.</remarks>
public sealed class RedisWire : IAsyncDisposable
{
    /// <summary>Most bytes of one string that are read.</summary>
    public const int StringBytesMax = 64 * 1024 * 1024;

    /// <summary>Most members of one list that are read.</summary>
    public const int ListMembersMax = 1_000_000;

    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private RedisWire(TcpClient client, Stream stream) => (_client, _stream) = (client, stream);

    /// <summary>Connects and signs in.</summary>
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="login">Null when no password is asked for.</param>
    /// <param name="certificates">Null without TLS.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public static async Task<RedisWire> ConnectAsync(int port, RedisLogin? login = null, RedisCertificates? certificates = null, CancellationToken cancel = default)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            Stream stream = client.GetStream();
            if (certificates is not null)
            {
                var secured = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificates.Issued(certificate));
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, cancel);
                stream = secured;
            }

            var wire = new RedisWire(client, stream);
            if (login is not null)
            {
                Throw(await wire.SendAsync(login.User is null ? ["AUTH", login.Password] : ["AUTH", login.User, login.Password], cancel));
            }

            return wire;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its answer, also when that is an error.</summary>
    public async Task<RedisReply> SendAsync(IReadOnlyList<string> command, CancellationToken cancel = default)
    {
        await WriteAsync(command, cancel);
        return await ReadAsync(cancel);
    }

    /// <summary>Sends a command and reads its answer.</summary>
    /// <exception cref="RedisErrorException">The answer is an error.</exception>
    public async Task<RedisReply> CommandAsync(params string[] command)
    {
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        return Throw(await SendAsync(command, limit.Token));
    }

    /// <summary>Sends a command and does not read the answer.</summary>
    public async Task WriteAsync(IReadOnlyList<string> command, CancellationToken cancel = default)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (var part in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }

        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
    }

    /// <summary>Reads one answer, or one message of a subscription.</summary>
    public async Task<RedisReply> ReadAsync(CancellationToken cancel = default)
    {
        var line = await LineAsync(cancel);
        switch (line[0])
        {
            case '+' or ':':
                return new RedisReply(line[1..], []);
            case '-':
                return new RedisReply(line[1..], [], IsError: true);
            case '$':
                var length = Length(line, StringBytesMax);
                return new RedisReply(length < 0 ? null : await TextAsync(length, cancel), []);
            case '*':
                var items = new List<RedisReply>();
                for (var left = Length(line, ListMembersMax); left > 0; left--)
                {
                    items.Add(await ReadAsync(cancel));
                }

                return new RedisReply(null, items);
            default:
                throw new InvalidDataException($"No Redis answer begins with '{line[0]}'.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    /// <summary>Makes an exception of an error.</summary>
    internal static RedisReply Throw(RedisReply reply) => reply.IsError ? throw new RedisErrorException(reply.Text!) : reply;

    private static int Length(string line, int most)
    {
        var length = int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
        return length <= most ? length : throw new InvalidDataException($"{length} is more than the {most} that are read.");
    }

    private async Task<string> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            var sign = await ByteAsync(cancel);
            if (sign == '\n' && line.Length > 1)
            {
                return line.ToString(0, line.Length - 1);
            }

            line.Append((char)sign);
            if (line.Length > _buffer.Length)
            {
                throw new InvalidDataException("A line of the answer has no end.");
            }
        }
    }

    private async Task<string> TextAsync(int length, CancellationToken cancel)
    {
        var bytes = new byte[length + 2];
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = await ByteAsync(cancel);
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async ValueTask<byte> ByteAsync(CancellationToken cancel)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, cancel);
            if (_end == 0)
            {
                throw new EndOfStreamException("The Redis server closed the connection.");
            }
        }

        return _buffer[_start++];
    }
}
