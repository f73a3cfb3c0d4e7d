------------------------------ MODULE Election ------------------------------
(***************************************************************************)
(* The election of a group leader among the servers of a segment, and the  *)
(* fencing of old leaders by epochs.  README.md beside this file says what *)
(* is modelled and how to check it; ../election.md has the state table and *)
(* the names of the transitions, which are the names used here.            *)
(*                                                                         *)
(* Two worlds share the machine of a member:                               *)
(*                                                                         *)
(* storm  Servers crash, restart, stand still, go deaf and leave whenever  *)
(*        they like, and every time limit may run out at any moment.       *)
(*        Leader Alive (LA) may be lost, doubled, reordered and late       *)
(*        without bound.  Claims, resignations and floor notices may say   *)
(*        anything at all, even what nobody sent.  Safety is checked here. *)
(*                                                                         *)
(* calm   Messages flow again: what is sent reaches everybody who lives    *)
(*        before the next time limit runs out.  It begins in every state   *)
(*        the storm could leave behind.  That one leader remains is        *)
(*        checked here.                                                    *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
  Servers,    \* 1 .. n; the lower number has the higher priority
  MayLead,    \* the servers that are not configured "never"
  MaxEpoch,   \* storm: no epoch above it.  calm: none above it at its begin
  Calm,       \* which of the two worlds
  Punctual,   \* calm: everybody notices a death within one voting window
  WithCcm,    \* storm: leaders report to the CCM
  Mutation    \* "none", or the name of the guard that is broken

VARIABLES
  state,      \* of each server: one of the five states, or DOWN
  contest,    \* voting because it met another leader: that leadership, or NONE
  floor,      \* newest leadership accepted, <<epoch, leader>>, in memory
  disk,       \* the same on disk: what a restart finds
  seen,       \* highest epoch heard of
  net,        \* messages that may arrive
  later,      \* calm: messages that arrive after those in net
  acted,      \* observer: the last leadership a server led, followed or obeyed
  ccm         \* the leadership the Content Control Manager accepted last

network == <<net, later>>
vars == <<state, contest, floor, disk, seen, network, acted, ccm>>

LEADER_UNKNOWN == "LEADER_UNKNOWN"
CONCEDING      == "CONCEDING"
VOTING_OPEN    == "VOTING_OPEN"
LEADER_KNOWN   == "LEADER_KNOWN"
LEADER_IS_ME   == "LEADER_IS_ME"
DOWN           == "DOWN"

States == {LEADER_UNKNOWN, CONCEDING, VOTING_OPEN, LEADER_KNOWN, LEADER_IS_ME}
NONE   == <<0, 0>>
Floors == {NONE} \cup ((1 .. MaxEpoch) \X Servers)
Live   == {s \in Servers : state[s] # DOWN}

Epoch(leadership)  == leadership[1]
Leader(leadership) == leadership[2]
Max(a, b) == IF a > b THEN a ELSE b

\* Whether s holds itself for better than t, or not.  In a storm both may be, for
\* priorities change.  Who must not lead loses to everybody.
Beats(s, t)   == ~Calm \/ (s \in MayLead /\ s < t)
LosesTo(s, t) == Calm => ~Beats(s, t)

\* Whether s may follow a leadership (LeadershipFloor.accepts).
Accepts(s, leadership) ==
  \/ leadership = floor[s]
  \/ Epoch(leadership) > Epoch(floor[s])
  \/ Mutation = "accept-same-epoch" /\ Epoch(leadership) = Epoch(floor[s])
  \/ Mutation = "follow-older-epoch"

\* Whether a leader learns from that floor that its number is taken or outdated.
NumberTaken(s, accepted) ==
  /\ Epoch(accepted) >= Epoch(floor[s])
  /\ accepted # floor[s]
  /\ Mutation # "never-count-on"

-----------------------------------------------------------------------------
(* Messages *)

LA(s, e)      == [kind |-> "LA", from |-> s, epoch |-> e]
LC(s, met)    == [kind |-> "LC", from |-> s, contest |-> met, floor |-> floor[s]]
Resign(s)     == [kind |-> "Resign", from |-> s, epoch |-> Epoch(floor[s])]
Notice(s, to) == [kind |-> "Notice", from |-> s, to |-> to, floor |-> floor[s]]
Leadership(m) == <<m.epoch, m.from>>

\* What s contests that hears m.  In a storm claims contest anything at any time.
Met(m) == IF Calm THEN Leadership(m) ELSE <<1, 1>>

\* What may be heard at any time in a storm, though perhaps nobody sent it.  Of
\* the floor it names matters only whether the hearer counts on: two stand for
\* all, and those of notices for those of claims.  Of the leadership a claim
\* contests matters only whether it is the hearer's.
Rumours == [s \in Servers |-> [
  LC     |-> [kind : {"LC"}, from : Servers \ {s}, contest : {NONE, floor[s]}, floor : {NONE}],
  Resign |-> [kind : {"Resign"}, from : Servers \ {s}, epoch : 1 .. MaxEpoch],
  Notice |-> [kind : {"Notice"}, from : {s}, to : {s},
              floor : {NONE, <<MaxEpoch + 1, 1>>}]]]

\* What may arrive at s now.  In a storm an LA is heard at any time after it
\* was sent, any number of times or never.  In a calm messages travel in rounds:
\* those of a round arrive in any order, what they cause is sent in the next.
\* Servers do not disturb each other within a round, so 1 hears its messages
\* first, then 2, then 3: any other order comes to the same.
Arriving(s) == IF \A a \in net : a[1] >= s THEN {a[2] : a \in {b \in net : b[1] = s}} ELSE {}

Heard(s, kind) ==
  IF Calm
  THEN {m \in Arriving(s) : m.kind = kind}
  ELSE IF kind = "LA" THEN {m \in net : m.from # s} ELSE Rumours[s][kind]

\* s has taken in the messages `taken` and sends the messages `sent`.
Exchange(s, taken, sent) ==
  IF Calm
  THEN /\ net' = net \ {<<s, m>> : m \in taken}
       /\ later' = later \cup {a \in (Live \ {s}) \X sent :
                                  a[2].kind = "Notice" => a[2].to = a[1]}
  ELSE /\ net' = net \cup {m \in sent : m.kind = "LA"}
       /\ later' = later

\* The highest epoch seen once the epochs in `heard` were.  In a storm nothing
\* is remembered: whoever leads next may take any epoch above its floor.
Seen(s, heard) ==
  IF Calm
  THEN seen' = [seen EXCEPT ![s] = CHOOSE e \in heard \cup {@} :
                                      \A f \in heard \cup {@} : f <= e]
  ELSE UNCHANGED seen

-----------------------------------------------------------------------------
(* What the transitions are made of *)

\* s goes to another state (or stays) without accepting another leadership.
Enter(s, next, contesting) ==
  /\ state' = [state EXCEPT ![s] = next]
  /\ contest' = [contest EXCEPT ![s] = contesting]
  /\ UNCHANGED <<floor, disk, acted, ccm>>

\* s stays as it is.
Stay == UNCHANGED <<state, contest, floor, disk, acted, ccm>>

\* s accepts another leadership.  First it becomes durable, then it has effects:
\* the server may die in between.
Accept(s, leadership, next, taken, sent) ==
  LET late == Mutation = "persist-after-effect"
  IN  /\ ccm' = ccm
      /\ contest' = [contest EXCEPT ![s] = NONE]
      /\ \/ /\ disk' = [disk EXCEPT ![s] = leadership]
            /\ floor' = [floor EXCEPT ![s] = leadership]
            /\ state' = [state EXCEPT ![s] = next]
            /\ acted' = IF Calm THEN acted ELSE [acted EXCEPT ![s] = leadership]
            /\ seen' = [seen EXCEPT ![s] = Max(@, Epoch(leadership))]
            /\ Exchange(s, taken, sent)
         \/ /\ ~Calm
            /\ disk' = IF late THEN disk ELSE [disk EXCEPT ![s] = leadership]
            /\ floor' = disk'
            /\ state' = [state EXCEPT ![s] = DOWN]
            /\ acted' = IF late THEN [acted EXCEPT ![s] = leadership] ELSE acted
            /\ seen' = [seen EXCEPT ![s] = Epoch(disk'[s])]
            /\ Exchange(s, taken, IF late THEN sent ELSE {})

\* The numbers s may give to a leadership of its own, after hearing of epoch e.
NextEpochs(s, e) ==
  IF Mutation = "epoch-not-incremented"
  THEN {Max(1, Epoch(floor[s]))}
  ELSE IF Calm THEN {Max(seen[s], e) + 1}
       ELSE Epoch(floor[s]) + 1 .. MaxEpoch

\* A time limit runs out.  In a calm that is between two rounds; one that leaves
\* others the time to answer runs out only when nothing is under way.
TimeLimit     == Calm => net = {}
LongTimeLimit == Calm => net = {} /\ later = {}

-----------------------------------------------------------------------------
(* A Leader Alive arrives *)

Follow(s) ==
  \E m \in Heard(s, "LA") :
    /\ \/ state[s] \in {LEADER_UNKNOWN, CONCEDING, LEADER_KNOWN}
       \/ state[s] = VOTING_OPEN /\ (contest[s] = NONE \/ LosesTo(s, m.from))
    /\ Accepts(s, Leadership(m))
    /\ IF Leadership(m) = floor[s]
       THEN /\ Enter(s, LEADER_KNOWN, NONE)
            /\ Seen(s, {m.epoch})
            /\ Exchange(s, {m}, {})
       ELSE Accept(s, Leadership(m), LEADER_KNOWN, {m}, {})

RefuseLeader(s) ==
  \E m \in Heard(s, "LA") :
    /\ state[s] \in {LEADER_UNKNOWN, CONCEDING}
    /\ ~Accepts(s, Leadership(m))
    /\ Stay
    /\ Seen(s, {m.epoch})
    /\ Exchange(s, {m}, {Notice(s, m.from)})

\* The claim of s has to be heard by that leader, or that candidate.
InsistOnClaim(s) ==
  \E m \in Heard(s, "LA") \cup Heard(s, "LC") :
    /\ state[s] = VOTING_OPEN
    /\ \/ m.kind = "LA" /\ ~Accepts(s, Leadership(m))
       \/ m.kind = "LA" /\ contest[s] # NONE /\ Beats(s, m.from)
       \/ m.kind = "LC" /\ Beats(s, m.from)
    /\ LET met == IF m.kind = "LA" /\ contest[s] # NONE THEN Met(m) ELSE contest[s]
       IN  /\ Enter(s, VOTING_OPEN, met)
           /\ Exchange(s, {m}, {LC(s, met)})
    /\ Seen(s, {IF m.kind = "LA" THEN m.epoch ELSE Epoch(m.floor)})

MeetLeader(s) ==
  \E m \in Heard(s, "LA") :
    /\ state[s] = LEADER_IS_ME
    /\ m.epoch >= Epoch(floor[s])
    /\ Mutation # "leaders-never-meet"
    /\ Enter(s, VOTING_OPEN, Met(m))
    /\ Seen(s, {m.epoch})
    /\ Exchange(s, {m}, {LC(s, Met(m))})

-----------------------------------------------------------------------------
(* A claim arrives *)

JoinVote(s) ==
  \E m \in Heard(s, "LC") :
    /\ state[s] = LEADER_UNKNOWN
    /\ Beats(s, m.from)
    /\ Enter(s, VOTING_OPEN, NONE)
    /\ Seen(s, {Epoch(m.floor)})
    /\ Exchange(s, {m}, {LC(s, NONE)})

Concede(s) ==
  \E m \in Heard(s, "LC") :
    /\ state[s] \in {LEADER_UNKNOWN, VOTING_OPEN}
    /\ LosesTo(s, m.from)
    /\ Mutation # "never-concede"
    /\ Enter(s, CONCEDING, NONE)
    /\ Seen(s, {Epoch(m.floor)})
    /\ Exchange(s, {m}, {})

StepDown(s) ==
  \E m \in Heard(s, "LC") :
    /\ state[s] = LEADER_IS_ME
    /\ m.contest = floor[s]
    /\ LosesTo(s, m.from)
    /\ Enter(s, CONCEDING, NONE)
    /\ Seen(s, {Epoch(m.floor)})
    /\ Exchange(s, {m}, {})

-----------------------------------------------------------------------------
(* A leader is asked to prove itself: by a claim of who missed it, a notice *)
(* of who may not follow it, the LA of a leader long replaced               *)

Challenges(s) ==
  Heard(s, "Notice")
    \cup {m \in Heard(s, "LC") : m.contest # floor[s] \/ Beats(s, m.from)}
    \cup {m \in Heard(s, "LA") : m.epoch < Epoch(floor[s])}

AcceptedBy(m) == IF m.kind = "LA" THEN NONE ELSE m.floor

AssertLeadership(s) ==
  \E m \in Challenges(s) :
    /\ state[s] = LEADER_IS_ME
    /\ ~NumberTaken(s, AcceptedBy(m))
    /\ Stay
    /\ Seen(s, {Epoch(AcceptedBy(m))})
    /\ Exchange(s, {m}, {LA(s, Epoch(floor[s]))})

CountOn(s) ==
  \E m \in Challenges(s) :
    /\ state[s] = LEADER_IS_ME
    /\ NumberTaken(s, AcceptedBy(m))
    /\ \E e \in NextEpochs(s, Epoch(AcceptedBy(m))) :
         Accept(s, <<e, s>>, LEADER_IS_ME, {m}, {LA(s, e)})

-----------------------------------------------------------------------------
(* A resignation arrives *)

LoseLeader(s) ==
  \E m \in Heard(s, "Resign") :
    /\ \/ state[s] = LEADER_KNOWN /\ Leadership(m) = floor[s]
       \/ state[s] = CONCEDING /\ Accepts(s, Leadership(m))
    /\ Enter(s, LEADER_UNKNOWN, NONE)
    /\ Seen(s, {m.epoch})
    /\ Exchange(s, {m}, {})

-----------------------------------------------------------------------------
(* A time limit runs out *)

Claim(s) ==
  /\ state[s] = LEADER_UNKNOWN
  /\ s \in MayLead
  /\ TimeLimit
  /\ Enter(s, VOTING_OPEN, NONE)
  /\ Seen(s, {})
  /\ Exchange(s, {}, {LC(s, NONE)})

\* In a calm the concession outlasts a voting window and a heartbeat interval,
\* so it runs out only when nobody votes or leads.
StopWaiting(s) ==
  /\ state[s] = CONCEDING
  /\ LongTimeLimit
  /\ Calm => \A t \in Live : state[t] \notin {VOTING_OPEN, LEADER_IS_ME}
  /\ Mutation # "concede-for-ever"
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ Seen(s, {})
  /\ Exchange(s, {}, {})

\* Whether t, which could win, has not noticed yet that there is no leader, or
\* waits its claim delay.
StillComing(t) == t \in MayLead /\ state[t] \in {LEADER_KNOWN, LEADER_UNKNOWN}

Win(s) ==
  /\ state[s] = VOTING_OPEN
  /\ LongTimeLimit
  /\ Punctual => \A t \in Live : ~StillComing(t)
  /\ \E e \in NextEpochs(s, 0) :
       Accept(s, <<e, s>>, LEADER_IS_ME, {}, {LA(s, e)})

\* In a calm the heartbeats of a leader that leads come in time.
SuspectLeader(s) ==
  /\ state[s] = LEADER_KNOWN
  /\ TimeLimit
  /\ LET l == Leader(floor[s])
     IN  Calm => ~(state[l] = LEADER_IS_ME /\ floor[l] = floor[s])
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ Seen(s, {})
  /\ Exchange(s, {}, {})

\* Whether an LA of s would change anything at t.  Heartbeats that do not are
\* left out of a calm, so that it ends where nothing happens any more.
Stirs(s, t) ==
  \/ state[t] \in {LEADER_UNKNOWN, CONCEDING, VOTING_OPEN, LEADER_IS_ME}
  \/ state[t] = LEADER_KNOWN /\ floor[t] # floor[s] /\ Accepts(t, floor[s])

SendAlive(s) ==
  /\ state[s] = LEADER_IS_ME
  /\ TimeLimit
  /\ Calm => \E t \in Live \ {s} : Stirs(s, t) /\ <<t, LA(s, Epoch(floor[s]))>> \notin later
  /\ Stay
  /\ Seen(s, {})
  /\ Exchange(s, {}, {LA(s, Epoch(floor[s]))})

-----------------------------------------------------------------------------
(* What befalls a server, in storms only *)

\* The process stood still (a stopped process, a long collection of garbage, a
\* moved virtual machine): it doubts itself first.
DoubtSelf(s) ==
  /\ ~Calm
  /\ state[s] \in States \ {LEADER_UNKNOWN}
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ UNCHANGED <<seen, network>>

\* It hears its own multicast no more.  That it resigns needs no message here:
\* resignations may arrive at any time.
GoDeaf(s) ==
  /\ ~Calm
  /\ state[s] \in {VOTING_OPEN, LEADER_IS_ME}
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ UNCHANGED <<seen, network>>

\* It must not lead any more, by configuration or because of what it measures.
Retire(s) ==
  /\ ~Calm
  /\ state[s] \in {VOTING_OPEN, LEADER_IS_ME}
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ UNCHANGED <<seen, network>>

\* Its leader turns out not to hear.  It may turn out of any leader: evidence by
\* lost questions is evidence for nothing here.
ShunLeader(s) ==
  /\ ~Calm
  /\ state[s] = LEADER_KNOWN
  /\ Enter(s, LEADER_UNKNOWN, NONE)
  /\ UNCHANGED <<seen, network>>

Leave(s) ==
  /\ ~Calm
  /\ state[s] = LEADER_IS_ME
  /\ Enter(s, DOWN, NONE)
  /\ UNCHANGED <<seen, network>>

Crash(s) ==
  /\ ~Calm
  /\ state[s] # DOWN
  /\ state' = [state EXCEPT ![s] = DOWN]
  /\ contest' = [contest EXCEPT ![s] = NONE]
  /\ floor' = [floor EXCEPT ![s] = disk[s]]
  /\ UNCHANGED <<disk, seen, network, acted, ccm>>

Restart(s) ==
  /\ ~Calm
  /\ state[s] = DOWN
  /\ state' = [state EXCEPT ![s] = LEADER_UNKNOWN]
  /\ LET found == IF Mutation = "restart-with-empty-floor" THEN NONE ELSE disk[s]
     IN  /\ floor' = [floor EXCEPT ![s] = found]
         /\ disk' = [disk EXCEPT ![s] = found]
         /\ seen' = [seen EXCEPT ![s] = Epoch(found)]
  /\ UNCHANGED <<contest, network, acted, ccm>>

\* In a calm: what changes nothing was heard all the same.
Ignore(s) ==
  /\ Calm
  /\ \E m \in Arriving(s) :
       /\ CASE m.kind = "LA" -> \/ state[s] = LEADER_KNOWN /\ ~Accepts(s, Leadership(m))
                                \/ Mutation = "leaders-never-meet" /\ state[s] = LEADER_IS_ME
            [] m.kind = "LC" -> \/ state[s] \in {LEADER_KNOWN, CONCEDING}
                                \/ Mutation = "never-concede" /\ state[s] # LEADER_IS_ME
            [] m.kind = "Notice" -> state[s] # LEADER_IS_ME
       /\ Stay
       /\ Seen(s, {IF m.kind = "LA" THEN m.epoch ELSE Epoch(m.floor)})
       /\ Exchange(s, {m}, {})

\* In a calm: the next round begins.
NextRound ==
  /\ Calm
  /\ net = {}
  /\ later # {}
  /\ net' = later
  /\ later' = {}
  /\ UNCHANGED <<state, contest, floor, disk, seen, acted, ccm>>

-----------------------------------------------------------------------------
(* Fencing: whoever has ever led may go on giving orders and sending reports *)
(* under its old number, for example after it stood still                    *)

Obey(s) ==
  /\ ~Calm
  /\ \E m \in net :
       /\ state[s] = LEADER_KNOWN
       /\ Leadership(m) = floor[s] \/ Mutation = "obey-anybody"
       /\ acted' = [acted EXCEPT ![s] = Leadership(m)]
  /\ UNCHANGED <<state, contest, floor, disk, seen, network, ccm>>

CcmTakesReport ==
  /\ WithCcm
  /\ \E m \in net :
       /\ \/ m.epoch > Epoch(ccm)
          \/ Leadership(m) = ccm
          \/ Mutation = "ccm-ignores-the-leader" /\ m.epoch = Epoch(ccm)
       /\ ccm' = Leadership(m)
  /\ UNCHANGED <<state, contest, floor, disk, seen, network, acted>>

-----------------------------------------------------------------------------
Next ==
  \/ \E s \in Servers :
       \/ Follow(s) \/ RefuseLeader(s) \/ InsistOnClaim(s) \/ MeetLeader(s)
       \/ JoinVote(s) \/ Concede(s) \/ StepDown(s)
       \/ AssertLeadership(s) \/ CountOn(s)
       \/ LoseLeader(s)
       \/ Claim(s) \/ StopWaiting(s) \/ Win(s) \/ SuspectLeader(s) \/ SendAlive(s)
       \/ DoubtSelf(s) \/ GoDeaf(s) \/ ShunLeader(s) \/ Retire(s) \/ Leave(s)
       \/ Crash(s) \/ Restart(s) \/ Ignore(s) \/ Obey(s)
  \/ CcmTakesReport \/ NextRound

-----------------------------------------------------------------------------
(* Storm *)

StormInit ==
  /\ state = [s \in Servers |-> LEADER_UNKNOWN]
  /\ contest = [s \in Servers |-> NONE]
  /\ floor = [s \in Servers |-> NONE]
  /\ disk = floor
  /\ seen = [s \in Servers |-> 0]
  /\ net = {}
  /\ later = {}
  /\ acted = floor
  /\ ccm = NONE

Storm == StormInit /\ [][Next]_vars

\* What is true of a single server s with that state, contest, floor.
Sound(s, st, co, fl) ==
  /\ co # NONE => st = VOTING_OPEN
  /\ st \in {VOTING_OPEN, LEADER_IS_ME} => s \in MayLead
  /\ st = LEADER_IS_ME => Leader(fl) = s
  /\ st = LEADER_KNOWN => Leader(fl) \notin {0, s}

\* What is true of servers with those states and floors together: no leadership
\* is older on the disk of its leader than with those who accepted it.
Agree(st, fl) ==
  LET live == {s \in Servers : st[s] # DOWN}
  IN  \A s \in live : Leader(fl[s]) \in live => Epoch(fl[Leader(fl[s])]) >= Epoch(fl[s])

\* Every state a storm leaves behind is one in which a calm may begin.
CalmMayBegin ==
  /\ Agree(state, floor)
  /\ \A s \in Servers : Sound(s, state[s], contest[s], floor[s]) /\ floor[s] \in Floors

\* The floor is durable before anybody can notice it (EL-6).
FloorIsDurable ==
  /\ \A s \in Live : floor[s] = disk[s]
  /\ \A s \in Servers : acted[s] = disk[s] \/ Epoch(acted[s]) < Epoch(disk[s])
  /\ \A m \in net : m.epoch <= Epoch(disk[m.from])

\* Over crashes and restarts, no server acts for an older leadership again ...
NoEpochFalls == [][\A s \in Servers : Epoch(acted'[s]) >= Epoch(acted[s])]_vars

\* ... and for no two leaders in one epoch.
OneLeaderInAnEpoch ==
  [][\A s \in Servers : Epoch(acted'[s]) = Epoch(acted[s]) => acted'[s] = acted[s]]_vars

\* The CCM accepts only ever newer leaderships of the segment.
CcmOnlyGoesOn == [][ccm' = ccm \/ Epoch(ccm') > Epoch(ccm)]_vars

-----------------------------------------------------------------------------
(* Calm *)

\* The voters' claims and the leaders' heartbeats may be under way already.
UnderWay ==
  UNION {IF state[s] = VOTING_OPEN THEN (Live \ {s}) \X {LC(s, contest[s])}
         ELSE IF state[s] = LEADER_IS_ME THEN (Live \ {s}) \X {LA(s, Epoch(floor[s]))}
         ELSE {} : s \in Servers}

\* Any servers that are sound and agree.  Who is down stays down and is heard no
\* more: one floor stands for all.
Member == [state : States \cup {DOWN}, contest : Floors, floor : Floors, seen : 0 .. MaxEpoch]
SoundMember(s, m) ==
  /\ Sound(s, m.state, m.contest, m.floor)
  /\ m.seen >= Epoch(m.floor)
  /\ Leader(m.contest) # s
  /\ m.state = DOWN => m.floor = NONE /\ m.seen = 0
Segments ==
  {f \in [Servers -> {m \in Member : \E s \in Servers : SoundMember(s, m)}] :
     /\ \A s \in Servers : SoundMember(s, f[s])
     /\ Agree([s \in Servers |-> f[s].state], [s \in Servers |-> f[s].floor])}

CalmInit ==
  \E members \in Segments :
    /\ state = [s \in Servers |-> members[s].state]
    /\ contest = [s \in Servers |-> members[s].contest]
    /\ floor = [s \in Servers |-> members[s].floor]
    /\ seen = [s \in Servers |-> members[s].seen]
    /\ disk = floor
    /\ net \in {{}, UnderWay}
    /\ later = {}
    /\ acted = floor
    /\ ccm = NONE

CalmAgain == CalmInit /\ [][Next]_vars /\ WF_vars(Next)

\* Exactly one leader, followed by all who live; or nobody lives who may lead.
Stable ==
  \/ Live \cap MayLead = {}
  \/ \E l \in Live : /\ state[l] = LEADER_IS_ME
                     /\ \A s \in Live \ {l} : /\ state[s] = LEADER_KNOWN
                                              /\ floor[s] = floor[l]

OneLeaderRemains == <>[]Stable

\* Agreement does not cost numbers without end.
EpochsStayNear == \A s \in Servers : Epoch(floor[s]) <= MaxEpoch + 3

-----------------------------------------------------------------------------
(* A leader dies, or leaves, in a calm *)

DeathInit ==
  \E dead \in Servers :
    /\ state \in {f \in [Servers -> {LEADER_KNOWN, LEADER_UNKNOWN, DOWN}] : f[dead] = DOWN}
    /\ contest = [s \in Servers |-> NONE]
    /\ floor = [s \in Servers |-> <<1, dead>>]
    /\ disk = floor
    /\ seen = [s \in Servers |-> 1]
    /\ net = {}
    /\ later = {}
    /\ acted = floor
    /\ ccm = NONE

LeaderDies == DeathInit /\ [][Next]_vars /\ WF_vars(Next)

\* Only the best of those who live and may lead.
BestLeads ==
  \A s \in Live : state[s] = LEADER_IS_ME => \A t \in Live \cap MayLead : s <= t
=============================================================================
