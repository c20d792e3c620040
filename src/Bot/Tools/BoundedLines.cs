namespace Cardline.Bot.Tools;

/// <summary>Standard input with a bound on its lines: the protocol reads a line whole, however long it is. A longer one ends the input.</summary>
internal sealed class BoundedLines(Stream inner, int bytesMax, Action tooLong) : Stream
{
    private long sinceNewline;
    private bool ended;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = ended ? 0 : await inner.ReadAsync(buffer, cancellationToken);
        return Seen(buffer.Span[..read]);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Seen(buffer.AsSpan(offset, ended ? 0 : inner.Read(buffer, offset, count)));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Seen(ReadOnlySpan<byte> read)
    {
        // The reader sees no byte of the piece in which a line becomes too long; what came before it in that piece is lost with it.
        var last = read.LastIndexOf((byte)'\n');
        foreach (var line in read.Split((byte)'\n'))
        {
            var length = line.End.Value - line.Start.Value;
            if ((line.Start.Value == 0 ? sinceNewline : 0) + length > bytesMax)
            {
                ended = true;
                tooLong();
                return 0;
            }
        }

        sinceNewline = last < 0 ? sinceNewline + read.Length : read.Length - last - 1;
        return read.Length;
    }
}
