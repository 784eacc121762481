# Reads what callgrind writes (its "Callgrind Format Specification") and prints, tab-separated, what each source file
# and each function cost itself: kind, name, instructions; first the total. Files of the checkout (variable `tree`) go
# by their path in it; everything else is `libraries`.

# The name that `(3) name` gives to number 3, or that `(3)` had before.
function named(names, text,    at, number) {
  at = index(text, ")")
  number = substr(text, 1, at)
  if (length(text) > at) names[number] = substr(text, at + 2)
  return names[number]
}
function value(text) { return substr(text, index(text, "=") + 1) }

/^(fl|fi|fe)=/ { file = named(files, value($0)); next }
/^(cfi|cfl)=/ { named(files, value($0)); next }
/^fn=/ { fn = named(functions, value($0)); next }
/^cfn=/ { named(functions, value($0)); next }
/^(ob|cob)=/ { next }
/^calls=/ { called = 1; next }
/^[0-9+*-]/ {
  if (called) {
    called = 0
    next
  }
  place = index(file, tree "/") == 1 ? substr(file, length(tree) + 2) : "libraries"
  by_file[place] += $2
  by_function[fn] += $2
  total += $2
}
END {
  printf "total\tW3\t%d\n", total
  for (name in by_file) printf "file\t%s\t%d\n", name, by_file[name]
  for (name in by_function) printf "function\t%s\t%d\n", name, by_function[name]
}
