// The sentences of proposals, refusals and unmet needs. They are made of the codes and values of
// facts only (service/convert/facts.h lists them), so what is stored can be read in any language.
//
//   fact = {code: "distance", values: {metres: "12400"}}
//   FactText(fact, Language::kFrench, data) == "À 12 km"
//
// A fact that is not known (written by a newer server) keeps the text it carries, or shows its
// code. Values that are missing or malformed show as nothing: sentences never fail. Thread-safe.
#pragma once

#include <string>

#include "cordee/v1/run.pb.h"
#include "service/formats/catalogue_file.h"
#include "service/phrases/language.h"

namespace cordee::service {

std::string FactText(const v1::Fact& fact, Language language, const CatalogueData& data);

// "Proximité : 200 points sur 250".
std::string CriterionText(const v1::CriterionScore& score, Language language);

}  // namespace cordee::service
