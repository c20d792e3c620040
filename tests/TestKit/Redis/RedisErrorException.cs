namespace Cardline.TestKit.Redis;

/// <summary>A Redis server answered with an error; the message is the error's text with its prefix, such as <c>OOM ...</c>.</summary>
public sealed class RedisErrorException : Exception
{
    /// <summary>Makes one without a text.</summary>
    public RedisErrorException()
    {
    }

    /// <summary>Makes one.</summary>
    public RedisErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public RedisErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
