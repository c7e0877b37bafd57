using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Hostile;

/// <summary>What a stranger may send as a golden sample: each is refused by a <see cref="ModelFormatException"/>, or good.</summary>
public sealed class HostileGoldenTests
{
    private const int Rounds = 20_000;
    private const int PictureRounds = 5_000;

    // A map has at most 16 Mi pixels; the rest is the document and its numbers.
    private const long MaxAllocation = 40 << 20;

    private static readonly byte[] s_picture = new PngScanlines(5, 4, 8, 2, [], new byte[60]).ToFile();
    private static readonly byte[][] s_answers = [.. Corpus.Models.Select(static name => Corpus.Read($"{name}.golden.json"))];
    private static readonly ModelManifest[] s_models = [.. Corpus.Models.Select(static name => GoldenModel.Load(name).Package.Manifest)];

    [Fact]
    public void WhatTheHuntsBeginWith_IsGood() => Assert.All(s_models.Zip(s_answers), static pair =>
    {
        using GoldenSample sample = GoldenSample.Read(s_picture, pair.Second, pair.First, "m");
        Assert.True(AnswerDifference.IsTelling(sample.Answer));
    });

    [Fact]
    public void EveryHostileAnswerIsRefusedInWordsOrGood()
    {
        double refused = Hunt.Run("golden.json", Rounds, MaxAllocation, Make, static (json, _) => IsRefused(() =>
        {
            // Its task may be another by now.
            ModelManifest model = s_models[json.AsSpan().IndexOf("\"map\""u8) >= 0 ? 2 : json.AsSpan().IndexOf("\"classes\""u8) >= 0 ? 1 : 0];
            using GoldenSample sample = GoldenSample.Read(s_picture, json, model, "m");
            Assert.All(sample.Answer.Objects.ToArray(), static seen => Assert.InRange(seen.Score, 0f, 1f));
            Assert.Null(AnswerDifference.Between(sample.Answer, "a", sample.Answer, "b"));
        }));

        Assert.InRange(refused, 0.4, 0.98);

        static byte[] Make(Random random) => HostileJson.Make(s_answers, random);
    }

    [Fact]
    public void EveryHostilePictureIsRefusedInWordsOrGood()
    {
        double refused = Hunt.Run("golden.png", PictureRounds, MaxAllocation, static random => HostilePng.Make([s_picture], random),
            static (picture, _) => IsRefused(() => GoldenSample.Read(picture, s_answers[0], s_models[0], "m").Dispose()));

        Assert.InRange(refused, 0.4, 1);
    }

    private static bool IsRefused(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (ModelFormatException refusal)
        {
            Assert.StartsWith("m/golden.", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            return true;
        }
    }
}
