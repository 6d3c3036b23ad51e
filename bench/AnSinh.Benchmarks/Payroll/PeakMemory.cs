using System.Diagnostics;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>Looks at the working set of this process every few milliseconds and keeps the largest.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory() => _timer = new Timer(_ => Look(), null, 0, 20);

    public long MiB
    {
        get
        {
            Look();
            return Interlocked.Read(ref _peak) >> 20;
        }
    }

    public void Forget() => Interlocked.Exchange(ref _peak, 0);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Process.GetCurrentProcess().WorkingSet64;
        for (var known = Interlocked.Read(ref _peak); now > known; known = Interlocked.Read(ref _peak))
        {
            Interlocked.CompareExchange(ref _peak, now, known);
        }
    }
}
