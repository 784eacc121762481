#pragma once

#include <string>

namespace torntape::scenarios {

/// The JSON Schema (draft 7) of scenario files, made of the field tables: keys, forms of values, required keys. It
/// takes every file that the reader takes; what holds between keys, and ranges, the reader alone knows. Throws
/// std::logic_error where a field's form is not one of those listed in schema.cpp.
std::string json_schema();

}  // namespace torntape::scenarios
