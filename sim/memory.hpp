// What this machine can hold.
#pragma once

namespace kantel {

// Bytes: of the machine, or what its control group allows; infinite where neither says.
double memory_of_machine();

}  // namespace kantel
