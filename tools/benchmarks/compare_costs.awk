# Compares two tables of callgrind_costs.awk, the recorded one first, and prints what grew by more than 5 % and by more
# than half a percent of the total, so that small things may move. Ends with 1 where something grew.
BEGIN { FS = "\t" }
/^#/ { next }
NR == FNR {
  before[$1 FS $2] = $3
  if ($1 == "total") total = $3
  next
}
{
  was = ($1 FS $2) in before ? before[$1 FS $2] : 0
  if ($1 == "total") printf "%d instructions, %+.2f %% against the recorded %d\n", $3, 100 * ($3 / was - 1), was
  if ($3 <= 1.05 * was || $3 - was <= total / 200) next
  grew = 1
  if (was == 0) printf "new: %s %s: %d instructions\n", $1, $2, $3
  else printf "grew by %.1f %%: %s %s: %d instructions, recorded %d\n", 100 * ($3 / was - 1), $1, $2, $3, was
}
END { exit grew }
