namespace Cardline.Handoff.Agents;

/// <summary>Places in memory, for a desk that one process serves. After a start they are made again from what is held.</summary>
internal sealed class LocalPlaces(TimeProvider time) : IAgentPlaces
{
    private readonly Lock _lock = new();

    // One entry per account that ever held a case here, so the accounts bound their number.
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> TryTakeAsync(PlaceWish wish, CancellationToken cancel)
    {
        lock (_lock)
        {
            var room = RoomOf(wish.AgentId);
            room.Keep(wish.Held, time.GetTimestamp() + Ticks(CasePlace.Life));
            return Task.FromResult(room.TryTake(wish.Place, wish.PlacesMax, time.GetTimestamp() + Ticks(CasePlace.Life)));
        }
    }

    /// <inheritdoc/>
    public Task<bool> LeaveAsync(string agentId, CasePlace place, CancellationToken cancel)
    {
        lock (_lock)
        {
            RoomOf(agentId).Leave(place, time.GetTimestamp() + Ticks(CasePlace.LeftFor));
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<bool> KeepAsync(string agentId, IReadOnlyCollection<CasePlace> held, CancellationToken cancel)
    {
        lock (_lock)
        {
            RoomOf(agentId).Keep(held, time.GetTimestamp() + Ticks(CasePlace.Life));
            return Task.FromResult(true);
        }
    }

    private Room RoomOf(string agentId)
    {
        if (!_rooms.TryGetValue(agentId, out var room))
        {
            _rooms[agentId] = room = new Room();
        }

        room.Lapse(time.GetTimestamp());
        return room;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>The places of one agent by their ends, and what was left.</summary>
    private sealed class Room
    {
        private readonly Dictionary<CasePlace, long> _taken = [];
        private readonly Dictionary<CasePlace, long> _left = [];

        public void Lapse(long now)
        {
            foreach (var ends in (ReadOnlySpan<Dictionary<CasePlace, long>>)[_taken, _left])
            {
                foreach (var (place, _) in ends.Where(one => one.Value <= now).ToList())
                {
                    ends.Remove(place);
                }
            }
        }

        public bool TryTake(CasePlace place, int most, long until)
        {
            if (!_taken.ContainsKey(place) && _taken.Count >= most)
            {
                return false;
            }

            _taken[place] = until;
            _left.Remove(place);
            return true;
        }

        public void Keep(IEnumerable<CasePlace> held, long until)
        {
            foreach (var place in held.Where(place => !_left.ContainsKey(place)).Take(CasePlace.KeptMax))
            {
                _taken[place] = until;
            }
        }

        public void Leave(CasePlace place, long until)
        {
            _taken.Remove(place);
            _left[place] = until;
        }
    }
}
