#pragma once

namespace mloc::contract {

constexpr const char* whole_case = "whole id or file number";
constexpr const char* the_day = "the day; default: today";

}  // namespace mloc::contract
