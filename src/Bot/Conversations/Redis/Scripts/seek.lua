-- Finds the seq of the entry with a visibleSeq; the last seq when there is none (docs/redis.md). KEYS 1 log; ARGV 1 visibleSeq
local function seqOf(entry) return tonumber(string.match(entry[1], '^%d+')) end
local function visibleOf(entry)
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'v' then return tonumber(entry[2][i + 1]) end
  end
  return 0
end
local wanted = tonumber(ARGV[1])
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if not first then
  return 0
end
if visibleOf(last) < wanted then
  return seqOf(last)
end
-- The first entry through which so many were visible is the one sought.
local low, high = seqOf(first), seqOf(last)
while low < high do
  local middle = math.floor((low + high) / 2)
  local entry = redis.call('XRANGE', KEYS[1], string.format('%.0f-0', middle), '+', 'COUNT', 1)[1]
  if visibleOf(entry) < wanted then
    low = middle + 1
  else
    high = middle
  end
end
return low
