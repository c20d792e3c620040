using System.Net;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Limits;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Gate;

public sealed class RateLimitsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void NameOf_Address_CountsAHouseholdAsOne(string address, string name) =>
        RateLimits.NameOf(IPAddress.Parse(address)).ShouldBe(name);

    [Fact]
    public void AllowsToken_BeyondTheBound_IsRefusedForThatAddressOnly()
    {
        using var limits = new RateLimits(Options.Create(new GateOptions { TokensPerAddressPerMinute = 2 }));
        var address = IPAddress.Parse("192.0.2.1");

        limits.AllowsToken(address).ShouldBeTrue();
        limits.AllowsToken(address).ShouldBeTrue();
        limits.AllowsToken(address).ShouldBeFalse();
        Enumerable.Range(2, 20).Count(i => limits.AllowsToken(IPAddress.Parse($"192.0.2.{i}"))).ShouldBeGreaterThanOrEqualTo(19);
    }
}
