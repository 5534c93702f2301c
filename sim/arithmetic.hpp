// The arithmetic that results are promised in: rounding to nearest, denormal numbers kept. A process that Kantel is a
// guest of (Python, with libraries built with -ffast-math) may have set another; it finds its own again afterwards.
#pragma once
#include <cfenv>

namespace kantel {

class OwnArithmetic {
 public:
  OwnArithmetic() {
    std::fegetenv(&before_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~OwnArithmetic() { std::fesetenv(&before_); }
  OwnArithmetic(const OwnArithmetic&) = delete;
  OwnArithmetic& operator=(const OwnArithmetic&) = delete;

 private:
  std::fenv_t before_;
};

}  // namespace kantel
