#include "service/formats/trades.h"

#include "service/api/reference.h"
#include "service/api/run_handlers.h"
#include "service/convert/text_check.h"
#include "service/convert/trade_convert.h"
#include "service/limits.h"
#include "service/text.h"

namespace cordee::service {

absl::Status SuggestTrades(const Context& context, const Call&,
                           const v1::SuggestTradesRequest& request,
                           v1::SuggestTradesResponse* response) {
  std::string title = request.title();
  std::vector<FieldProblem> problems;
  CheckRequiredText(&title, limits::kTitleChars, "title", &problems);
  if (!problems.empty()) return InvalidFields(std::move(problems));
  const int32_t asked = request.max_results();
  if (asked < 0 || asked > limits::kMaxTrades) {
    return InvalidField(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, "max_results", StrCat(asked),
                        {{"minimum", "1"}, {"maximum", StrCat(limits::kMaxTrades)}});
  }
  const int32_t count = asked == 0 ? limits::kDefaultTrades : asked;
  const CatalogueData& data = *context.reference->data;
  if (data.trades == nullptr) return absl::OkStatus();
  *response = ToTradeSuggestions(data.trades->Guess(title, static_cast<size_t>(count)), data);
  return absl::OkStatus();
}

}  // namespace cordee::service
