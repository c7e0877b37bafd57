using System.Collections.Immutable;
using EdgeVision.EdgeAgent.ModelUpdates;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

public sealed class ModelWishesTests
{
    [Fact]
    public void WhatAGroupSaidThatTheBoxHasLeft_IsNotKept()
    {
        string[] sources = ["device", "group:lobby", "group:yard"];
        var wishes = new ModelWishes
        {
            Configured = "any",
            Options = new ModelUpdateOptions { Groups = ["yard"] },
            Said = sources.ToImmutableSortedDictionary(static source => source, static _ => "null"),
        };

        Assert.Equal(["device", "group:yard"], wishes.Heeded().Keys);
    }
}
