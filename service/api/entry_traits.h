// What actors, needs and resources have in common, so that one handler serves all three.
#pragma once

#include <string>
#include <string_view>

#include "cordee/v1/registry_service.pb.h"
#include "service/store/rows.h"

namespace cordee::service {

template <typename Entry>
struct EntryTraits;

template <>
struct EntryTraits<v1::Actor> {
  static constexpr EntryKind kKind = EntryKind::kActor;
  static constexpr std::string_view kField = "actor";
  static const std::string& ActorName(const v1::Actor&) {
    static const std::string* const kNone = new std::string();
    return *kNone;
  }
  static const std::string& Category(const v1::Actor& entry) { return ActorName(entry); }
  static const std::string& Title(const v1::Actor& entry) { return entry.display_name(); }
};

template <>
struct EntryTraits<v1::Need> {
  static constexpr EntryKind kKind = EntryKind::kNeed;
  static constexpr std::string_view kField = "need";
  static const std::string& ActorName(const v1::Need& entry) { return entry.actor(); }
  static const std::string& Category(const v1::Need& entry) { return entry.terms().category(); }
  static const std::string& Title(const v1::Need& entry) { return entry.title(); }
};

template <>
struct EntryTraits<v1::Resource> {
  static constexpr EntryKind kKind = EntryKind::kResource;
  static constexpr std::string_view kField = "resource";
  static const std::string& ActorName(const v1::Resource& entry) { return entry.actor(); }
  static const std::string& Category(const v1::Resource& entry) { return entry.terms().category(); }
  static const std::string& Title(const v1::Resource& entry) { return entry.title(); }
};

// The entry inside requests and responses, whatever its field is called.
template <typename Message>
auto EntryIn(const Message& message) -> decltype((message.actor())) {
  return message.actor();
}
template <typename Message>
auto EntryIn(const Message& message) -> decltype((message.need())) {
  return message.need();
}
template <typename Message>
auto EntryIn(const Message& message) -> decltype((message.resource())) {
  return message.resource();
}

template <typename Message>
auto MutableEntryIn(Message* message) -> decltype(message->mutable_actor()) {
  return message->mutable_actor();
}
template <typename Message>
auto MutableEntryIn(Message* message) -> decltype(message->mutable_need()) {
  return message->mutable_need();
}
template <typename Message>
auto MutableEntryIn(Message* message) -> decltype(message->mutable_resource()) {
  return message->mutable_resource();
}

inline const std::string& GivenId(const v1::CreateActorRequest& request) {
  return request.actor_id();
}
inline const std::string& GivenId(const v1::CreateNeedRequest& request) {
  return request.need_id();
}
inline const std::string& GivenId(const v1::CreateResourceRequest& request) {
  return request.resource_id();
}

}  // namespace cordee::service
