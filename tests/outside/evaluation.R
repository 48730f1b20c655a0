# `report effect` and `report power`, judged by R: estimatr's regressions, t.test, p.adjust, power.prop.test, power.t.test.
#   Rscript tests/outside/evaluation.R build/mloc
# The synthetic AUTOnomie and data that R ships; every estimate that mloc names, each of its figures to 1e-7 of its size.
# Debian: r-base-core r-cran-estimatr.
suppressPackageStartupMessages(library(estimatr))

words <- commandArgs(trailingOnly = FALSE)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", words, value = TRUE))))
mloc <- normalizePath(commandArgs(trailingOnly = TRUE)[1])
work <- tempfile("mloc-R-")
dir.create(work)
passed <- failed <- 0

holds <- function(what, right, said = "") {
  if (isTRUE(right)) passed <<- passed + 1
  else {
    failed <<- failed + 1
    cat("FAILED", what, said, "\n")
  }
}
near <- function(what, found, wanted) {
  holds(what, is.finite(found) && abs(found - wanted) <= max(1e-7 * abs(wanted), 1e-14),
        sprintf("%.12g instead of %.12g", found, wanted))
}
run <- function(...) {
  lines <- suppressWarnings(system2(mloc, shQuote(c(...)), stdout = TRUE, stderr = file.path(work, "said")))
  read.csv(text = sub("\r$", "", lines))
}

# One estimate as the columns of mloc name its figures; difference_in_means gives its interval without a name.
figures <- function(model, term) {
  of <- function(values) if (is.null(names(values))) values[[1]] else values[[term]]
  c(estimate = of(model$coefficients), std_error = of(model$std.error), df = of(model$df), p_value = of(model$p.value),
    conf_low = of(model$conf.low), conf_high = of(model$conf.high))
}

# Lee (2009): the arm that answers more keeps the share of the other's answers, with part of the value at the border.
lee <- function(people) {
  rate <- tapply(people$r, people$z, mean)
  more <- if (rate["1"] > rate["0"]) 1 else 0
  values <- sort(people$y[people$z == more & people$r == 1])
  kept <- length(values) * min(rate) / max(rate)
  weights <- pmax(0, pmin(1, kept - seq_along(values) + 1))
  ends <- c(sum(weights * values) / kept, sum(weights * rev(values)) / kept)
  other <- mean(people$y[people$z != more & people$r == 1])
  sort(if (more == 1) ends - other else other - ends)
}

# What R says of people with y, z, r and, where they are there, h (stratum), g (cluster), d (received), x1, x2.
by_R <- function(people) {
  some <- function(name) name %in% names(people)
  answered <- people[people$r == 1, ]
  said <- list(itt = figures(lm_robust(y ~ z, answered, se_type = "HC2"), "z"),
               itt_welch = figures(difference_in_means(y ~ z, answered), "z"))
  if (some("h")) said$itt_blocked <- figures(difference_in_means(y ~ z, answered, blocks = h), "z")
  if (some("g"))
    said$itt_cluster <- figures(if (some("h")) lm_lin(y ~ z, ~ h, answered, clusters = g, se_type = "CR2")
                                else lm_robust(y ~ z, answered, clusters = g, se_type = "CR2"), "z")
  if (some("x1")) {
    others <- reformulate(intersect(c("x1", "x2", "h"), names(people)))
    said$lin <- figures(lm_lin(y ~ z, others, answered, se_type = "HC2"), "z")
  }
  if (some("d")) {
    first <- lm_robust(if (some("h")) d ~ z + h else d ~ z, answered, se_type = "HC2")
    said$first_stage <- c(figures(first, "z"), f = unname(first$statistic["z"]^2))
    if (said$first_stage["f"] >= 10)
      said$late <- figures(iv_robust(if (some("h")) y ~ d + h | z + h else y ~ d | z, answered, se_type = "HC2"), "d")
  }
  if (any(people$r == 0)) {
    said$response <- figures(if (some("h")) difference_in_means(r ~ z, people, blocks = h) else lm_robust(r ~ z, people, se_type = "HC2"), "z")
    bounds <- lee(people)
    said$lee_lower <- c(estimate = bounds[1])
    said$lee_upper <- c(estimate = bounds[2])
  }
  said
}

main_of <- function(names) intersect(c("itt_cluster", "itt_blocked", "itt"), names)[1]

# Compares all that mloc says of a file with R; `people` gives the data for each outcome. Every estimate is R's, and all of R's are there.
judge <- function(what, rows, said, adjusted = TRUE) {
  mains <- c()
  for (outcome in names(said)) {
    mine <- rows[rows$outcome == outcome, ]
    holds(paste(what, outcome, "has R's estimates"), setequal(mine$estimate_name, names(said[[outcome]])),
          paste(mine$estimate_name, collapse = " "))
    for (name in names(said[[outcome]])) {
      row <- mine[mine$estimate_name == name, ]
      for (figure in names(said[[outcome]][[name]]))
        near(paste(what, outcome, name, figure), as.numeric(row[[figure]]), said[[outcome]][[name]][figure])
    }
    mains[outcome] <- said[[outcome]][[main_of(names(said[[outcome]]))]]["p_value"]
  }
  if (!adjusted) return(invisible(mains))
  for (outcome in names(said)) {
    row <- rows[rows$outcome == outcome & rows$estimate_name == main_of(names(said[[outcome]])), ]
    near(paste(what, outcome, "Holm"), row$p_holm, p.adjust(mains, "holm")[[outcome]])
    near(paste(what, outcome, "Benjamini-Hochberg"), row$p_bh, p.adjust(mains, "BH")[[outcome]])
  }
  invisible(mains)
}
written <- function(name, data) {
  path <- file.path(work, paste0(name, ".csv"))
  write.csv(data, path, row.names = FALSE, na = "", quote = FALSE)
  path
}
evaluated <- function(file, ...) run("report", "effect", "--data", file, ..., "-O", "csv")

autonomie <- function() {
  file <- file.path(here, "..", "fixtures", "evaluation", "autonomie_synth.csv")
  data <- read.csv(file)
  people <- function(outcome) {
    made <- data.frame(y = data[[outcome]], z = data$z, r = data$responded, d = data$d, h = data$stratum, x1 = data$age, x2 = data$diploma)
    made$y[is.na(made$y)] <- 0
    made
  }
  options <- c("--assign", "z", "--stratum", "stratum", "--received", "d", "--responded", "responded", "--covariate", "age", "--covariate", "diploma",
               "--outcome", "licence", "--outcome", "employed")
  rows <- evaluated(file, options)
  judge("AUTOnomie", rows, list(licence = by_R(people("licence")), employed = by_R(people("employed"))))

  # In each of two groups, and by how much they differ.
  rows <- evaluated(file, options, "--group", "diploma")
  mains <- c()
  apart <- list()
  for (group in 0:1) {
    said <- lapply(list(licence = people("licence"), employed = people("employed")), function(all) {
      part <- all[all$x2 == group, ]
      by_R(part)
    })
    found <- judge(paste("AUTOnomie diploma", group), rows[rows$group == group, ], said, adjusted = FALSE)
    names(found) <- paste(names(found), group)
    mains <- c(mains, found)
    apart[[group + 1]] <- sapply(said, function(one) one$itt_blocked)
  }
  for (one in names(mains)) {
    parts <- strsplit(one, " ")[[1]]
    row <- rows[rows$outcome == parts[1] & rows$group == parts[2] & rows$estimate_name == "itt_blocked", ]
    near(paste(one, "Holm over outcomes and groups"), row$p_holm, p.adjust(mains, "holm")[[one]])
    near(paste(one, "Benjamini-Hochberg over outcomes and groups"), row$p_bh, p.adjust(mains, "BH")[[one]])
  }
  for (outcome in c("licence", "employed")) {
    row <- rows[rows$outcome == outcome & rows$estimate_name == "groups_apart", ]
    error <- sqrt(apart[[1]]["std_error", outcome]^2 + apart[[2]]["std_error", outcome]^2)
    near(paste(outcome, "groups apart"), row$estimate, apart[[2]]["estimate", outcome] - apart[[1]]["estimate", outcome])
    near(paste(outcome, "groups apart, error"), row$std_error, error)
    near(paste(outcome, "groups apart, p"), row$p_value, 2 * pt(-abs(row$estimate / error), apart[[1]]["df", outcome] + apart[[2]]["df", outcome]))
  }
}

# Without strata the difference of two groups is the product term of one regression.
groups_without_strata <- function() {
  data <- data.frame(y = ToothGrowth$len, z = as.integer(ToothGrowth$supp == "VC"), dose = as.integer(ToothGrowth$dose == 2))
  rows <- evaluated(written("groups", data), "--assign", "z", "--outcome", "y", "--group", "dose")
  wanted <- figures(lm_robust(y ~ z * dose, data, se_type = "HC2"), "z:dose")
  row <- rows[rows$estimate_name == "groups_apart", ]
  for (figure in names(wanted)) near(paste("groups of ToothGrowth apart:", figure), row[[figure]], wanted[figure])
}

shipped <- function() {
  # Student's sleep: two arms, nothing else.
  data <- data.frame(y = sleep$extra, z = as.integer(sleep$group == 2))
  rows <- evaluated(written("sleep", data), "--assign", "z", "--outcome", "y")
  judge("sleep", rows, list(y = by_R(cbind(data, r = 1))))
  welch <- t.test(extra ~ group, sleep)
  near("sleep: Welch's p as t.test has it", rows$p_value[rows$estimate_name == "itt_welch"], welch$p.value)

  # warpbreaks: looms drawn to a wool within a tension.
  data <- data.frame(y = warpbreaks$breaks, z = as.integer(warpbreaks$wool == "B"), h = warpbreaks$tension, many = as.integer(warpbreaks$breaks > 25))
  rows <- evaluated(written("warpbreaks", data), "--assign", "z", "--stratum", "h", "--outcome", "y", "--outcome", "many")
  judge("warpbreaks", rows, list(y = by_R(cbind(data[1:3], r = 1)), many = by_R(data.frame(y = data$many, data[2:3], r = 1))))

  # npk: plots drawn to nitrogen within six blocks of two and two.
  data <- data.frame(y = npk$yield, z = as.integer(npk$N == 1), h = npk$block, x1 = as.integer(npk$P == 1), x2 = as.integer(npk$K == 1))
  rows <- evaluated(written("npk", data), "--assign", "z", "--stratum", "h", "--covariate", "x1", "--outcome", "y")
  judge("npk", rows, list(y = by_R(cbind(data[c("y", "z", "h", "x1")], r = 1))))

  # CO2: twelve plants chilled or not within two origins; seven measures of each. Without the origins as well.
  data <- data.frame(y = CO2$uptake, z = as.integer(CO2$Treatment == "chilled"), h = CO2$Type, g = as.character(CO2$Plant))
  file <- written("CO2", data)
  judge("CO2", evaluated(file, "--assign", "z", "--stratum", "h", "--cluster", "g", "--outcome", "y"), list(y = by_R(cbind(data, r = 1))))
  judge("CO2 without origins", evaluated(file, "--assign", "z", "--cluster", "g", "--outcome", "y"), list(y = by_R(cbind(data[c("y", "z", "g")], r = 1))))

  # ToothGrowth with entries and silences made up by row number: both arms have people who did not do as drawn.
  number <- seq_len(nrow(ToothGrowth))
  data <- data.frame(y = ToothGrowth$len, z = as.integer(ToothGrowth$supp == "VC"), h = factor(ToothGrowth$dose), r = as.integer(number %% 4 != 0))
  data$d <- ifelse(number %% 7 == 0, 1 - data$z, data$z)
  data$r[data$z == 0] <- as.integer(number[data$z == 0] %% 9 != 0)
  seen <- data
  seen$y[seen$r == 0] <- NA
  rows <- evaluated(written("teeth", seen), "--assign", "z", "--stratum", "h", "--received", "d", "--responded", "r", "--outcome", "y")
  judge("ToothGrowth", rows, list(y = by_R(data)))
  # A first stage that tells nothing: R finds an F below 10, mloc gives no effect of entering.
  seen$d <- number %% 2
  data$d <- seen$d
  rows <- evaluated(written("weak", seen), "--assign", "z", "--stratum", "h", "--received", "d", "--responded", "r", "--outcome", "y")
  judge("ToothGrowth, weak", rows, list(y = by_R(data)))
}

# Replays of a draw without strata, everybody answered: the hypergeometric law gives their p.
replays <- function() {
  data <- data.frame(y = as.integer(ToothGrowth$len > 15), z = as.integer(ToothGrowth$supp == "VC"), id = sprintf("T%02d", seq_len(60)))
  rows <- evaluated(written("replays", data), "--assign", "z", "--outcome", "y", "--id", "id", "--replays", "20000")
  ones <- 0:30
  apart <- abs(ones / 30 - (sum(data$y) - ones) / 30)
  law <- dhyper(ones, sum(data$y), 60 - sum(data$y), 30)
  exact <- sum(law[apart >= abs(diff(tapply(data$y, data$z, mean))) - 1e-12])
  found <- rows$p_value[rows$estimate_name == "replayed"]
  holds("20,000 replays against the exact law", abs(found - exact) < 4 * sqrt(exact * (1 - exact) / 20000), sprintf("%.5f instead of %.5f", found, exact))
}

# A draw of one site with as many places as people left over: power.prop.test knows arms of one size only.
power <- function() {
  office <- file.path(work, "loiret")
  quiet <- function(...) suppressWarnings(system2(mloc, shQuote(c(...)), stdout = FALSE, stderr = FALSE))
  quiet("init", office, "--template", "autonomie")
  quiet("-C", office, "import", "application", file.path(here, "..", "..", "examples", "autonomie", "candidatures.csv"), "--keep-going")
  eligible <- run("-C", office, "enrol", "eligibility", "autonomie", "-O", "csv")
  sites <- table(eligible$site[as.logical(eligible$eligible)])
  site <- names(sites)[sites %% 2 == 0][1]
  settings <- file.path(office, "programmes", "autonomie.toml")
  lines <- readLines(settings)
  for (name in names(sites)) lines <- sub(paste0("^", name, " = [0-9]+"), paste(name, "=", if (name == site) sites[[name]] / 2 else 1000), lines)
  writeLines(lines, settings)
  for (answered in c(100, 75)) {
    rows <- run("-C", office, "report", "power", "autonomie", "--answered", answered, "-O", "csv")
    each <- sites[[site]] / 2 * answered / 100
    for (control in seq(10, 90, 10)) {
      row <- which(rows$control_percent == control)
      found <- rows$detectable_percent[row]
      if (is.na(found)) {
        holds(paste("power at", control), power.prop.test(each, control / 100, 1)$power < 0.8)
        next
      }
      near(paste("power at", control, "of", answered), power.prop.test(each, control / 100, found / 100)$power, 0.8)
      near(paste("points at", control), rows$points[row], found - control)
      near(paste("2.8 standard errors at", control), rows$rule_points[row], 280 * sqrt(control / 100 * (1 - control / 100) * 2 / each))
    }
    near(paste("standard deviations of", answered), power.t.test(each, rows$effect[nrow(rows)])$power, 0.8)
  }
}

for (part in c("autonomie", "groups_without_strata", "shipped", "replays", "power"))
  tryCatch(get(part)(), error = function(broken) holds(paste(part, "ends"), FALSE, conditionMessage(broken)))
unlink(work, recursive = TRUE)
cat(sprintf("%d passed, %d failed\n", passed, failed))
quit(status = as.integer(failed > 0))
