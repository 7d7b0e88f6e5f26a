// Dense 32-bit indices of the columns of a Problem, one type per table, so that a need can never be
// taken for a resource. Indices live inside the engine only; what leaves it is the entry's own id.
//
//   for (NeedIndex need : IndicesUpTo<NeedIndex>(problem.needs().size())) ...
//   column[need.value()]
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace cordee {

template <typename Tag>
class Index {
 public:
  constexpr Index() = default;
  constexpr explicit Index(int32_t value) : value_(value) {}
  constexpr explicit Index(size_t value) : value_(static_cast<int32_t>(value)) {}

  constexpr int32_t value() const { return value_; }
  constexpr bool valid() const { return value_ >= 0; }

  friend constexpr auto operator<=>(Index, Index) = default;
  constexpr Index& operator++() {
    ++value_;
    return *this;
  }

  template <typename H>
  friend H AbslHashValue(H state, Index index) {
    return H::combine(std::move(state), index.value_);
  }

 private:
  int32_t value_ = -1;
};

using ActorIndex = Index<struct ActorTag>;
using NeedIndex = Index<struct NeedTag>;
using ResourceIndex = Index<struct ResourceTag>;
using PostIndex = Index<struct PostTag>;
using PersonIndex = Index<struct PersonTag>;
using VanIndex = Index<struct VanTag>;
using FreightIndex = Index<struct FreightTag>;
using StoreIndex = Index<struct StoreTag>;
using CategoryIndex = Index<struct CategoryTag>;

// [0, size) as a range of strong indices.
template <typename I>
class IndexRange {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(I index) : index_(index) {}
    constexpr I operator*() const { return index_; }
    constexpr Iterator& operator++() {
      ++index_;
      return *this;
    }
    friend constexpr bool operator==(Iterator, Iterator) = default;

   private:
    I index_;
  };

  constexpr explicit IndexRange(size_t size) : size_(size) {}
  constexpr Iterator begin() const { return Iterator(I(size_t{0})); }
  constexpr Iterator end() const { return Iterator(I(size_)); }

 private:
  size_t size_;
};

template <typename I>
constexpr IndexRange<I> IndicesUpTo(size_t size) {
  return IndexRange<I>(size);
}

}  // namespace cordee
