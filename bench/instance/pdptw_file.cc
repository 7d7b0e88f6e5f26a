#include "bench/instance/pdptw_file.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bench/instance/whole_file.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

constexpr int64_t kMostVehicles = kMaxVehicles;
constexpr int64_t kMostTasks = int64_t{2} * kMaxShipments;
// Of a coordinate, a time, a demand in the file.
constexpr double kMostNumber = 1e7;
constexpr int64_t kFinestScale = 1'000'000;

struct Task {
  double x = 0;
  double y = 0;
  int32_t demand = 0;
  double opens = 0;
  double closes = 0;
  double service = 0;
  int32_t pickup = 0;
  int32_t delivery = 0;
  int64_t line = 0;
};

class Lines {
 public:
  Lines(const std::string& text, const std::string& name)
      : lines_(absl::StrSplit(text, '\n')), name_(name) {}

  // The numbers of the next line that is not blank; nothing at the end.
  std::vector<std::string> Next() {
    while (at_ < lines_.size()) {
      std::vector<std::string> fields =
          absl::StrSplit(lines_[at_++], absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
      if (!fields.empty()) return fields;
    }
    return {};
  }
  size_t line() const { return at_; }
  absl::Status Fail(const std::string& what) const { return FailAt(at_, what); }
  absl::Status FailAt(size_t line, const std::string& what) const {
    return absl::InvalidArgumentError(absl::StrCat(name_, ":", line, ": ", what));
  }

 private:
  const std::vector<std::string> lines_;
  const std::string name_;
  size_t at_ = 0;
};

absl::StatusOr<double> Number(const Lines& lines, const std::string& field, const char* name,
                              double low, double high) {
  double value = 0;
  if (!absl::SimpleAtod(field, &value) || !(value >= low && value <= high)) {
    return lines.Fail(absl::StrCat(name, " must be a number from ", low, " to ", high, ", not ",
                                   field.substr(0, 40)));
  }
  return value;
}

absl::StatusOr<int32_t> Whole(const Lines& lines, const std::string& field, const char* name,
                              int64_t low, int64_t high) {
  int32_t value = 0;
  if (!absl::SimpleAtoi(field, &value) || value < low || value > high) {
    return lines.Fail(absl::StrCat(name, " must be a whole number from ", low, " to ", high,
                                   ", not ", field.substr(0, 40)));
  }
  return value;
}

absl::StatusOr<Task> ReadTask(const Lines& lines, const std::vector<std::string>& fields,
                              int64_t id) {
  if (fields.size() != 9) {
    return lines.Fail(absl::StrCat(
        fields.size(), " fields, 9 expected: id x y demand opens closes service pickup delivery"));
  }
  RETURN_IF_ERROR(Whole(lines, fields[0], "the id", id, id).status());
  Task task;
  task.line = static_cast<int64_t>(lines.line());
  ASSIGN_OR_RETURN(task.x, Number(lines, fields[1], "x", -kMostNumber, kMostNumber));
  ASSIGN_OR_RETURN(task.y, Number(lines, fields[2], "y", -kMostNumber, kMostNumber));
  ASSIGN_OR_RETURN(task.demand,
                   Whole(lines, fields[3], "the demand", -kMaxTourLoad, kMaxTourLoad));
  ASSIGN_OR_RETURN(task.opens, Number(lines, fields[4], "the opening", 0, kMostNumber));
  ASSIGN_OR_RETURN(task.closes, Number(lines, fields[5], "the closing", 0, kMostNumber));
  ASSIGN_OR_RETURN(task.service, Number(lines, fields[6], "the service", 0, kMostNumber));
  ASSIGN_OR_RETURN(task.pickup, Whole(lines, fields[7], "the pick-up", 0, kMostTasks));
  ASSIGN_OR_RETURN(task.delivery, Whole(lines, fields[8], "the delivery", 0, kMostTasks));
  if (task.opens > task.closes) return lines.Fail("the window closes before it opens");
  return task;
}

double Apart(const Task& a, const Task& b) { return std::hypot(a.x - b.x, a.y - b.y); }

absl::Status SetDistances(const Lines& lines, const std::vector<Task>& tasks, Pdptw& instance) {
  double longest = 0;
  for (const Task& from : tasks) {
    for (const Task& to : tasks) longest = std::max(longest, Apart(from, to));
  }
  if (longest > kMaxLeg) return lines.FailAt(1, "tasks that are too far apart");
  instance.scale = kFinestScale;
  while (longest * static_cast<double>(instance.scale) > kMaxLeg) instance.scale /= 10;
  const auto scale = static_cast<double>(instance.scale);
  for (const Task& from : tasks) {
    for (const Task& to : tasks) {
      instance.problem.distance.push_back(
          static_cast<int32_t>(std::llround(Apart(from, to) * scale)));
    }
  }
  return absl::OkStatus();
}

absl::Status SetShipments(const Lines& lines, const std::vector<Task>& tasks, Pdptw& instance) {
  const auto scaled = [&](double value) {
    return std::llround(value * static_cast<double>(instance.scale));
  };
  const auto stop = [&](size_t task) {
    return TourStop{static_cast<int32_t>(task), scaled(tasks[task].opens),
                    scaled(tasks[task].closes), scaled(tasks[task].service)};
  };
  for (size_t k = 1; k < tasks.size(); ++k) {
    const Task& task = tasks[k];
    const auto line = static_cast<size_t>(task.line);
    if ((task.pickup == 0) == (task.delivery == 0)) {
      return lines.FailAt(line, "a task has either a pick-up or a delivery");
    }
    const auto partner = static_cast<size_t>(task.pickup + task.delivery);
    if (partner >= tasks.size()) return lines.FailAt(line, "the partner is not in the file");
    const Task& other = tasks[partner];
    const int32_t back = task.delivery != 0 ? other.pickup : other.delivery;
    if (back != static_cast<int32_t>(k)) {
      return lines.FailAt(line, absl::StrCat("task ", partner, " does not name this one back"));
    }
    if (task.demand != -other.demand || (task.delivery != 0) != (task.demand >= 0)) {
      if (task.demand != 0 || other.demand != 0) {
        return lines.FailAt(line, "a pick-up and its delivery must have opposite demands, the "
                                  "pick-up's above 0");
      }
    }
    if (task.delivery == 0) continue;
    Shipment& shipment = instance.problem.shipments.emplace_back();
    shipment.pickup = stop(k);
    shipment.delivery = stop(partner);
    shipment.load[0] = task.demand;
    instance.task_of_stop.push_back(static_cast<int32_t>(k));
    instance.task_of_stop.push_back(static_cast<int32_t>(partner));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Pdptw> ParsePdptw(const std::string& text, const std::string& name) {
  Lines lines(text, name);
  const std::vector<std::string> head = lines.Next();
  if (head.size() != 3) return lines.Fail("the first line is: vehicles capacity speed");
  ASSIGN_OR_RETURN(const int32_t vehicles,
                   Whole(lines, head[0], "the number of vehicles", 1, kMostVehicles));
  ASSIGN_OR_RETURN(const int32_t capacity,
                   Whole(lines, head[1], "the capacity", 0, kMaxTourLoad));
  RETURN_IF_ERROR(Whole(lines, head[2], "the speed", 0, 1).status());
  std::vector<Task> tasks;
  for (std::vector<std::string> fields = lines.Next(); !fields.empty(); fields = lines.Next()) {
    if (static_cast<int64_t>(tasks.size()) > kMostTasks) {
      return lines.Fail(absl::StrCat("more than ", kMostTasks, " tasks"));
    }
    ASSIGN_OR_RETURN(Task task, ReadTask(lines, fields, static_cast<int64_t>(tasks.size())));
    tasks.push_back(task);
  }
  if (tasks.empty()) return lines.Fail("the depot is missing");
  Pdptw instance;
  instance.problem.locations = static_cast<int32_t>(tasks.size());
  RETURN_IF_ERROR(SetDistances(lines, tasks, instance));
  RETURN_IF_ERROR(SetShipments(lines, tasks, instance));
  int64_t longest = 0;
  for (const int32_t leg : instance.problem.distance) longest = std::max<int64_t>(longest, leg);
  Vehicle vehicle;
  vehicle.earliest = std::llround(tasks[0].opens * static_cast<double>(instance.scale));
  vehicle.latest = std::llround(tasks[0].closes * static_cast<double>(instance.scale));
  vehicle.capacity[0] = capacity;
  vehicle.fixed_cost = longest * static_cast<int64_t>(2 * tasks.size() + 1);
  instance.problem.vehicles.assign(static_cast<size_t>(vehicles), vehicle);
  return instance;
}

absl::StatusOr<Pdptw> ReadPdptwFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(path, kMaxPdptwFileBytes));
  return ParsePdptw(text, path);
}

std::string PdptwSolutionText(const Pdptw& instance, const std::string& name,
                              const TourResult& result) {
  std::string text = absl::StrCat("Instance name : ", name, "\nSolution\n");
  int32_t number = 0;
  for (const Tour& tour : result.tours) {
    absl::StrAppend(&text, "Route ", ++number, " :");
    for (const int32_t stop : tour.stops) {
      absl::StrAppend(&text, " ", instance.task_of_stop[static_cast<size_t>(stop)]);
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

absl::StatusOr<std::vector<Tour>> ParsePdptwSolution(const Pdptw& instance, const std::string& text,
                                                     const std::string& name) {
  std::vector<int32_t> stop_of_task(static_cast<size_t>(instance.problem.locations), -1);
  for (size_t stop = 0; stop < instance.task_of_stop.size(); ++stop) {
    stop_of_task[static_cast<size_t>(instance.task_of_stop[stop])] = static_cast<int32_t>(stop);
  }
  Lines lines(text, name);
  std::vector<Tour> tours;
  for (std::vector<std::string> fields = lines.Next(); !fields.empty(); fields = lines.Next()) {
    if (fields[0] != "Route") continue;
    Tour& tour = tours.emplace_back();
    tour.vehicle = static_cast<int32_t>(tours.size()) - 1;
    size_t at = 1;
    while (at < fields.size() && fields[at] != ":") ++at;
    for (++at; at < fields.size(); ++at) {
      ASSIGN_OR_RETURN(const int32_t task, Whole(lines, fields[at], "a task", 1,
                                                 int64_t{instance.problem.locations} - 1));
      tour.stops.push_back(stop_of_task[static_cast<size_t>(task)]);
    }
  }
  return tours;
}

}  // namespace cordee::bench
