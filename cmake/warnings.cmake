# The compile options of our own code. Generated code does not link cordee_options.
add_library(cordee_options INTERFACE)
target_include_directories(cordee_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(cordee_options INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Werror
  # Designated initialisers leave the other members at their defaults on purpose.
  -Wno-missing-field-initializers
  # The same bytes on every machine: no fused multiply-add.
  -ffp-contract=off)

if(CORDEE_SANITIZE)
  string(REPLACE "," ";" kinds "${CORDEE_SANITIZE}")
  foreach(kind IN LISTS kinds)
    add_compile_options(-fsanitize=${kind})
    add_link_options(-fsanitize=${kind})
  endforeach()
  add_compile_options(-fno-omit-frame-pointer -fno-sanitize-recover=all)
endif()
