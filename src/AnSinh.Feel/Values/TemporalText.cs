namespace AnSinh.Feel;

/// <summary>The text of an @"..." literal.</summary>
internal static class TemporalText
{
    /// <summary>Reads a date, time, date and time or duration, told apart by their form.</summary>
    public static bool TryParse(string text, out FeelValue value)
    {
        value = FeelValue.Null;
        if (FeelDate.TryParse(text, out FeelDate date)) value = FeelValue.Of(date);
        else if (FeelDateTime.TryParse(text, out FeelDateTime moment)) value = FeelValue.Of(moment);
        else if (FeelTime.TryParse(text, out FeelTime time)) value = FeelValue.Of(time);
        else return DurationText.TryParse(text, out value);
        return true;
    }
}
